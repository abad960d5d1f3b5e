namespace Larder.Inspection;

/// <summary>An entry as the shared tier holds it.</summary>
/// <param name="State">What a read would find.</param>
/// <param name="Bytes">Bytes that are stored, compressed if they are.</param>
/// <param name="RemainsMs">How long the tier keeps it, in milliseconds; null without an end.</param>
/// <param name="FreshForMs">How long it stays fresh, in milliseconds; null: that can't be read.</param>
public sealed record SharedSight(EntryState State, long Bytes, double? RemainsMs, double? FreshForMs)
{
    /// <summary>Whether the value is compressed.</summary>
    public bool IsCompressed { get; init; }

    /// <summary>Whether the value is encrypted.</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>How long the loader took, in milliseconds.</summary>
    public double LoadMs { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
