namespace Larder.Entries;

/// <summary>A value and its serialised form.</summary>
internal readonly record struct EntryContent<T>(T Value, ReadOnlyMemory<byte> Payload);
