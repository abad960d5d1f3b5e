namespace Larder.Tiers;

/// <summary>One field of a record.</summary>
/// <param name="Name">Its name; any text but those that begin with <c>@</c>, which are the tier's own.</param>
/// <param name="Value">Its bytes.</param>
public readonly record struct RecordField(string Name, ReadOnlyMemory<byte> Value);
