using Larder.Testing.Conformance;

namespace Larder.Sqlite.Tests.Journal;

/// <summary>The contract of journals, on a real file.</summary>
public sealed class FileJournalTests
{
    public static TheoryData<string> Clauses => [.. new JournalConformance(new FileJournalPlace()).Clauses];

    [Theory, MemberData(nameof(Clauses))]
    public async Task The_journal_keeps_the_clause(string clause)
    {
        await using var place = new FileJournalPlace();

        await new JournalConformance(place).RunAsync(clause, TestContext.Current.CancellationToken);
    }
}
