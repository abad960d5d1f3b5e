namespace Larder.Tiers;

/// <summary>One step of a sweep.</summary>
/// <param name="Examined">How many names this step looked at.</param>
/// <param name="Freed">How many it freed.</param>
/// <param name="ResumeAt">Where to go on; null at the end.</param>
public readonly record struct SweepStep(long Examined, long Freed, string? ResumeAt);
