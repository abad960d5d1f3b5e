using Larder.Sqlite.Tests.Support;
using Larder.Testing.Conformance;

namespace Larder.Sqlite.Tests;

public sealed class ConformanceTests
{
    public static TheoryData<string> Clauses => [.. new TierConformance(new FilePlace()).Clauses.Select(clause => clause.Name)];

    [Theory, MemberData(nameof(Clauses))]
    public async Task The_tier_keeps_the_clause(string clause)
    {
        await using FilePlace place = new();

        await new TierConformance(place).RunAsync(clause, TestContext.Current.CancellationToken);
    }
}
