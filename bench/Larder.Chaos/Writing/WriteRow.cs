namespace Larder.Chaos.Writing;

/// <summary>A row: its number is the place of the write in the sequence of its key.</summary>
internal sealed record WriteRow(string Id, int Number);
