namespace Larder.Entries;

/// <summary>A value and its serialised form.</summary>
/// <param name="Value">The value.</param>
/// <param name="Payload">Its bytes, neither compressed nor encrypted; none for null.</param>
/// <param name="Copies">Gives each reader an object of its own; null when all may have the same.</param>
internal readonly record struct EntryContent<T>(T Value, ReadOnlyMemory<byte> Payload, ValueCopies<T>? Copies = null);
