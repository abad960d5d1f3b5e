using Larder.Testing.Conformance;

namespace Larder.Redis.Tests.Conformance;

/// <summary>The contract of shared tiers, on a server that does not tell of changes.</summary>
public sealed class UnfollowedTests(OneServer one) : IClassFixture<OneServer>
{
    public static TheoryData<string> Clauses => [.. new TierConformance(new UnfollowedPlace(server: null)).Clauses.Select(clause => clause.Name)];

    [Theory, MemberData(nameof(Clauses))]
    public async Task The_tier_keeps_the_clause(string clause)
    {
        await UnfollowedPlace.ForbidAsync(one.Server);
        await using UnfollowedPlace place = new(one.Server);

        await new TierConformance(place).RunAsync(clause, TestContext.Current.CancellationToken);
    }
}
