namespace Larder.Journal;

/// <summary>What the engine of this process did since it started.</summary>
/// <param name="Batches">Calls of stores that succeeded.</param>
/// <param name="Rows">Rows in them.</param>
/// <param name="Records">Records that they settled; more than rows, as only the newest of a key is written.</param>
/// <param name="Failures">Calls of stores that failed.</param>
/// <param name="DeadLetters">Records put aside.</param>
/// <param name="Lost">How often the records of a shard were gone.</param>
public readonly record struct JournalCounts(long Batches, long Rows, long Records, long Failures, long DeadLetters, long Lost);
