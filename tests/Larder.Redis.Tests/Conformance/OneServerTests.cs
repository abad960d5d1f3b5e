using Larder.Testing.Conformance;

namespace Larder.Redis.Tests.Conformance;

/// <summary>The contract of shared tiers, on one real server.</summary>
public sealed class OneServerTests(OneServer one) : IClassFixture<OneServer>
{
    public static TheoryData<string> Clauses =>
        [.. new TierConformance(new OneServerPlace(server: null)).Clauses.Select(clause => clause.Name)];

    [Theory, MemberData(nameof(Clauses))]
    public async Task The_tier_keeps_the_clause(string clause)
    {
        await using OneServerPlace place = new(one.Server);

        await new TierConformance(place).RunAsync(clause, TestContext.Current.CancellationToken);
    }
}
