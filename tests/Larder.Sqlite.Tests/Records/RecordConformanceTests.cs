using Larder.Sqlite.Records;
using Larder.Sqlite.Tests.Support;
using Larder.Testing.Conformance;

namespace Larder.Sqlite.Tests.Records;

public sealed class RecordConformanceTests
{
    public static TheoryData<string> Clauses => [.. new RecordConformance(new FilePlace(), SqliteRecords.Of).Clauses.Select(static clause => clause.Name)];

    [Theory, MemberData(nameof(Clauses))]
    public async Task The_records_keep_the_clause(string clause)
    {
        await using FilePlace place = new();

        await new RecordConformance(place, SqliteRecords.Of).RunAsync(clause, TestContext.Current.CancellationToken);
    }
}
