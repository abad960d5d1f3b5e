namespace Larder.Journal;

/// <summary>What came of an append.</summary>
/// <param name="Outcome">Whether the record is there.</param>
/// <param name="Version">Its version; 0 if it is not there.</param>
/// <param name="Replicas">How many replicas confirmed it, where they were asked.</param>
public readonly record struct JournalReceipt(AppendOutcome Outcome, long Version, int Replicas);
