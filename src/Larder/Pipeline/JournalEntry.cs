using Larder.Tiers;
using Larder.Validity;

namespace Larder.Pipeline;

/// <summary>A value as a journal takes it.</summary>
/// <param name="Slot">Where the cache holds it.</param>
/// <param name="Frame">The value, encoded as in the slot.</param>
/// <param name="Write">What the slot shall hold: the frame, or nothing when it could not be taken back by its marks.</param>
internal readonly record struct JournalEntry(Slot Slot, ReadOnlyMemory<byte> Frame, SlotWrite Write);
