namespace Larder.Redis.Journal;

/// <summary>What a journal gets from its application.</summary>
/// <param name="CommandTimeout">How long one command may take.</param>
/// <param name="FirstConnectionWithin">How long the start waits for the first connection.</param>
/// <param name="Time">Measures.</param>
/// <param name="Notes">Where it logs.</param>
internal sealed record JournalSurroundings(TimeSpan CommandTimeout, TimeSpan FirstConnectionWithin, TimeProvider Time, JournalNotes Notes);
