using Larder.Tiers;
using Larder.Validity;

namespace Larder.Journal;

/// <summary>A write to be journaled.</summary>
/// <param name="Shard">Where.</param>
/// <param name="Slot">The entry's slot; its name is what the write is pending under.</param>
/// <param name="Body">What the owner of the shard needs to apply it. Opaque to the journal.</param>
/// <param name="Write">What the slot shall hold from now on.</param>
/// <param name="Above">The largest version of this shard that the caller knows of, 0 for none: a server that was restored must not go back behind it.</param>
public sealed record JournalAppend(int Shard, Slot Slot, ReadOnlyMemory<byte> Body, SlotWrite Write, long Above);
