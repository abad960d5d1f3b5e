namespace Larder.Journal;

/// <summary>A write that is not acknowledged yet.</summary>
/// <param name="Id">By which the journal knows it.</param>
/// <param name="Version">Larger than those of all earlier writes of its name.</param>
/// <param name="Name">The name of the entry's slot; empty when the record can't be read.</param>
/// <param name="Body">What was appended; empty when the record can't be read.</param>
/// <param name="Origin">How it came there.</param>
public sealed record JournalRecord(string Id, long Version, string Name, ReadOnlyMemory<byte> Body, RecordOrigin Origin);
