using Larder.Testing.Conformance;

namespace Larder.Testing.Tests.Journal;

/// <summary>The contract of journals, on the model.</summary>
public sealed class InMemoryJournalTests
{
    public static TheoryData<string> Clauses => [.. new JournalConformance(new ModelJournalPlace()).Clauses];

    [Theory, MemberData(nameof(Clauses))]
    public Task The_journal_keeps_the_clause(string clause) =>
        new JournalConformance(new ModelJournalPlace()).RunAsync(clause, TestContext.Current.CancellationToken);
}
