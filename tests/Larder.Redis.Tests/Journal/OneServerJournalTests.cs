using Larder.Redis.Tests.Conformance;
using Larder.Testing.Conformance;

namespace Larder.Redis.Tests.Journal;

/// <summary>The contract of journals, on one real server.</summary>
public sealed class OneServerJournalTests(OneServer one) : IClassFixture<OneServer>
{
    public static TheoryData<string> Clauses => [.. new JournalConformance(new JournalPlace("")).Clauses];

    [Theory, MemberData(nameof(Clauses))]
    public async Task The_journal_keeps_the_clause(string clause)
    {
        await using var place = new JournalPlace(one.Server.Url);

        await new JournalConformance(place).RunAsync(clause, TestContext.Current.CancellationToken);
    }
}
