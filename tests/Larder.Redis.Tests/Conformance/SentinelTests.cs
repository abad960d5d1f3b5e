using Larder.Testing.Conformance;

namespace Larder.Redis.Tests.Conformance;

/// <summary>The contract of shared tiers, on a primary that real sentinels watch.</summary>
public sealed class SentinelTests(OneSentinelGroup one) : IClassFixture<OneSentinelGroup>
{
    public static TheoryData<string> Clauses => [.. new TierConformance(new SentinelPlace(group: null)).Clauses.Select(clause => clause.Name)];

    [Theory, MemberData(nameof(Clauses))]
    public async Task The_tier_keeps_the_clause(string clause)
    {
        await using SentinelPlace place = new(one.Group);

        await new TierConformance(place).RunAsync(clause, TestContext.Current.CancellationToken);
    }
}
