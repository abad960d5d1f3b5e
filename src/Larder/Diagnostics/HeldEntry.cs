namespace Larder.Diagnostics;

/// <summary>What can be told of an entry in memory.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Weight">Bytes that are accounted for it.</param>
/// <param name="Age">How long ago it was put in, to the second.</param>
/// <param name="FreshFor">How long it stays fresh; null without an end.</param>
/// <param name="IsHot">Whether it came back or was hit in time, and so stays longest.</param>
/// <param name="Hits">Hits since the policy last looked at it, counted up to three.</param>
public readonly record struct HeldEntry(string Key, long Weight, TimeSpan Age, TimeSpan? FreshFor, bool IsHot, int Hits);
