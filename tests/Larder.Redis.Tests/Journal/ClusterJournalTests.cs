using Larder.Redis.Tests.Conformance;
using Larder.Testing.Conformance;

namespace Larder.Redis.Tests.Journal;

/// <summary>The contract of journals, on a real cluster.</summary>
public sealed class ClusterJournalTests(OneCluster one) : IClassFixture<OneCluster>
{
    public static TheoryData<string> Clauses => [.. new JournalConformance(new JournalPlace("")).Clauses];

    [Theory, MemberData(nameof(Clauses))]
    public async Task The_journal_keeps_the_clause(string clause)
    {
        await using var place = new JournalPlace(one.Cluster.Url);

        await new JournalConformance(place).RunAsync(clause, TestContext.Current.CancellationToken);
    }
}
