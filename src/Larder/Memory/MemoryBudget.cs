namespace Larder.Memory;

/// <summary>What one store may hold.</summary>
/// <param name="Bytes">The most bytes: keys, values as far as their serialised form tells, and the store's own fields for each entry.</param>
/// <param name="Entries">The most entries; by default only bytes count.</param>
internal readonly record struct MemoryBudget(long Bytes, long Entries = long.MaxValue);
