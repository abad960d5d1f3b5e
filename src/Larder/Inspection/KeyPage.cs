namespace Larder.Inspection;

/// <summary>A page of keys.</summary>
/// <param name="Keys">Those that were found, at most about as many as were asked for; none is listed twice unless it moved meanwhile.</param>
/// <param name="Cursor">Where the next page begins; null at the end.</param>
/// <param name="Scanned">How many keys were looked at for this page.</param>
/// <param name="SharedAnswered">Whether the shared tier answered; without one, or when only memory was asked, true.</param>
public sealed record KeyPage(IReadOnlyList<ListedKey> Keys, string? Cursor, long Scanned, bool SharedAnswered)
{
    /// <summary>The form of this document; fields are only added.</summary>
    public string Schema { get; init; } = "larder.keys/1";

    /// <summary>Whether this page is the last one.</summary>
    public bool Complete => Cursor is null;
}
