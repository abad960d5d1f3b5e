namespace Larder.Tiers;

/// <summary>One step of a listing.</summary>
/// <param name="Keys">The names found in this step.</param>
/// <param name="ResumeAt">Where to go on; null at the end.</param>
/// <param name="Examined">How many names this step looked at.</param>
public readonly record struct ScanPage(IReadOnlyList<string> Keys, string? ResumeAt, long Examined);
