namespace Storefront.Lab;

/// <summary>What a run took.</summary>
/// <param name="Writes">How many writes were acknowledged, each followed by a read that saw it.</param>
/// <param name="Writing">The time of all writes.</param>
/// <param name="Reading">The time of all reads.</param>
internal sealed record LabResult(int Writes, TimeSpan Writing, TimeSpan Reading);
