using Larder.Redis.Records;
using Larder.Redis.Tests.Conformance;
using Larder.Testing.Conformance;

namespace Larder.Redis.Tests.Records;

/// <summary>The contract of records, on a real cluster.</summary>
public sealed class RecordClusterTests(OneCluster one) : IClassFixture<OneCluster>
{
    public static TheoryData<string> Clauses =>
        [.. new RecordConformance(new ClusterPlace(cluster: null), RedisRecords.Of).Clauses.Select(static clause => clause.Name)];

    [Theory, MemberData(nameof(Clauses))]
    public async Task The_records_keep_the_clause(string clause)
    {
        await using ClusterPlace place = new(one.Cluster);

        await new RecordConformance(place, RedisRecords.Of).RunAsync(clause, TestContext.Current.CancellationToken);
    }
}
