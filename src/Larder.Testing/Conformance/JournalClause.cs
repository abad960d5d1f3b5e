namespace Larder.Testing.Conformance;

/// <summary>A promise of a journal, and its trial.</summary>
internal sealed record JournalClause(string Name, Func<JournalTrial, Task> Body);
