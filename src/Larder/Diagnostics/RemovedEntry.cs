namespace Larder.Diagnostics;

/// <summary>An entry that left memory.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Cause">Why it left.</param>
/// <param name="Ago">How long ago, to the second.</param>
public readonly record struct RemovedEntry(string Key, RemovalCause Cause, TimeSpan Ago);
