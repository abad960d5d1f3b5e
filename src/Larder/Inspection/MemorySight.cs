namespace Larder.Inspection;

/// <summary>An entry as the memory of this process holds it.</summary>
/// <param name="State">What a read would find.</param>
/// <param name="Bytes">Bytes that are accounted for it.</param>
/// <param name="AgeMs">How long ago it was put in, in milliseconds, to the second.</param>
/// <param name="FreshForMs">How long it stays fresh, in milliseconds; null without an end.</param>
/// <param name="Hits">Hits since the policy last looked at it, counted up to three.</param>
/// <param name="IsHot">Whether it came back or was hit in time, and so stays longest.</param>
public sealed record MemorySight(EntryState State, long Bytes, double AgeMs, double? FreshForMs, int Hits, bool IsHot)
{
    /// <summary>The type of the value.</summary>
    public string Type { get; init; } = "";

    /// <summary>How long the loader took, in milliseconds.</summary>
    public double LoadMs { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
