namespace Larder.Tiers;

/// <summary>A field to be filled.</summary>
/// <param name="Field">The field.</param>
/// <param name="Over">What it may also take the place of: bytes that could not be read. Null: nothing, only an absent field is filled.</param>
public readonly record struct RecordFilling(RecordField Field, ReadOnlyMemory<byte>? Over);
