namespace Larder;

/// <summary>What a removal by pattern came to.</summary>
/// <param name="IsComplete">True when every tier honours it; false when the shared tier will be told later.</param>
/// <param name="Count">
/// How many values there were; null when the pattern was a prefix: then all are removed in one step, whatever their number, and nobody counts.
/// </param>
public readonly record struct PatternRemoval(bool IsComplete, long? Count);
