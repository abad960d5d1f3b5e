namespace Larder.Inspection;

/// <summary>A key and what a look at it tells.</summary>
/// <param name="Key">Without the cache's prefix.</param>
/// <param name="Places">Where it was seen.</param>
/// <param name="State">What a read would find.</param>
/// <param name="Bytes">In memory what is accounted for it, else the bytes in the shared tier; null: nobody looked.</param>
/// <param name="FreshForMs">How long it stays fresh, in milliseconds; null: without an end, or nobody looked.</param>
public sealed record ListedKey(string Key, KeyPlaces Places, EntryState State, long? Bytes, double? FreshForMs);
