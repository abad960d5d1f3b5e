namespace Larder.Inspection;

/// <summary>The value of an entry, for a person.</summary>
/// <param name="Key">Without the cache's prefix.</param>
/// <param name="Format">How the text is to be read.</param>
/// <param name="Text">The value; empty for null and for one that is withheld.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Note">Why it is withheld; else null.</param>
public sealed record ValueSight(string Key, ValueFormat Format, string Text, long Bytes, string? Note = null)
{
    /// <summary>The form of this document; fields are only added.</summary>
    public string Schema { get; init; } = "larder.value/1";
}
