namespace Larder.Inspection;

/// <summary>What write-behind has acknowledged and not written yet.</summary>
/// <param name="Waiting">Writes.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="DeadLetters">Writes that could not be applied and were put aside.</param>
/// <param name="Problem">Why the journal could not be asked; null when it could.</param>
public sealed record JournalReport(long Waiting, long Bytes, long DeadLetters, string? Problem);
