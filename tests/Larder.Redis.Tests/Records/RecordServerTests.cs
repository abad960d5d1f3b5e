using Larder.Redis.Records;
using Larder.Redis.Tests.Conformance;
using Larder.Testing.Conformance;

namespace Larder.Redis.Tests.Records;

/// <summary>The contract of records, on one real server.</summary>
public sealed class RecordServerTests(OneServer one) : IClassFixture<OneServer>
{
    public static TheoryData<string> Clauses =>
        [.. new RecordConformance(new OneServerPlace(server: null), RedisRecords.Of).Clauses.Select(static clause => clause.Name)];

    [Theory, MemberData(nameof(Clauses))]
    public async Task The_records_keep_the_clause(string clause)
    {
        await using OneServerPlace place = new(one.Server);

        await new RecordConformance(place, RedisRecords.Of).RunAsync(clause, TestContext.Current.CancellationToken);
    }
}
