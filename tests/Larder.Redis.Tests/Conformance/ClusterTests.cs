using Larder.Testing.Conformance;

namespace Larder.Redis.Tests.Conformance;

/// <summary>The contract of shared tiers, on a real cluster.</summary>
public sealed class ClusterTests(OneCluster one) : IClassFixture<OneCluster>
{
    public static TheoryData<string> Clauses => [.. new TierConformance(new ClusterPlace(cluster: null)).Clauses.Select(clause => clause.Name)];

    [Theory, MemberData(nameof(Clauses))]
    public async Task The_tier_keeps_the_clause(string clause)
    {
        await using ClusterPlace place = new(one.Cluster);

        await new TierConformance(place).RunAsync(clause, TestContext.Current.CancellationToken);
    }
}
