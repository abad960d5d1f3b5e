using Larder.Journal;

namespace Larder.Backing;

/// <summary>What a write is acknowledged with.</summary>
/// <param name="State">How far it came.</param>
/// <param name="Version">Its version, by write-behind; else 0.</param>
/// <param name="Durability">What it survives until it is in the database; null when it is there.</param>
/// <param name="Replicas">How many replicas have confirmed it; may be fewer than <see cref="WriteDurability.Replicas"/>.</param>
public readonly record struct WriteReceipt(WriteState State, long Version, WriteDurability? Durability, int Replicas)
{
    /// <summary>It is in the database.</summary>
    public static readonly WriteReceipt InDatabase = new(WriteState.Committed, 0, null, 0);
}
