namespace Larder.Tiers;

/// <summary>What a load brings to a record.</summary>
/// <param name="Head">Of the core: what the record depends on. Written with the first fill, compared with each later one.</param>
/// <param name="Fields">The fields; none for a row that does not exist.</param>
/// <param name="Expiration">How long the record lives from its first fill; null without an end.</param>
public sealed record RecordFill(ReadOnlyMemory<byte> Head, IReadOnlyList<RecordFilling> Fields, TimeSpan? Expiration);
