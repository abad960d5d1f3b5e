using Larder.Redis.Records;
using Larder.Redis.Tests.Conformance;
using Larder.Testing.Conformance;

namespace Larder.Redis.Tests.Records;

/// <summary>The contract of records, with no more than docs/guide/redis.md says that a user must be allowed, and where changes are not told.</summary>
public sealed class RecordRightsTests(OneServer one) : IClassFixture<OneServer>
{
    public static TheoryData<string> Clauses =>
        [.. new RecordConformance(new LeastRightsPlace(server: null), RedisRecords.Of).Clauses.Select(static clause => clause.Name)];

    public static TheoryData<string> ClausesUnfollowed =>
        [.. new RecordConformance(new UnfollowedPlace(server: null), RedisRecords.Of).Clauses.Select(static clause => clause.Name)];

    [Theory, MemberData(nameof(Clauses))]
    public async Task The_records_keep_the_clause_with_the_least_rights(string clause)
    {
        await LeastRightsPlace.AllowAsync(one.Server, "*", [.. LeastRightsPlace.RecordCommands.Split(' ')]);
        await using LeastRightsPlace place = new(one.Server);

        await new RecordConformance(place, RedisRecords.Of).RunAsync(clause, TestContext.Current.CancellationToken);
    }

    [Theory, MemberData(nameof(ClausesUnfollowed))]
    public async Task The_records_keep_the_clause_where_nothing_is_told(string clause)
    {
        await UnfollowedPlace.ForbidAsync(one.Server);
        await using UnfollowedPlace place = new(one.Server);

        await new RecordConformance(place, RedisRecords.Of).RunAsync(clause, TestContext.Current.CancellationToken);
    }
}
