using Larder.Tiers;
using Larder.Validity;

namespace Larder.Pipeline;

/// <summary>
/// The right to fill a slot: whoever finds <paramref name="Expected"/> still there may replace it. Either a placeholder of ours in the slot
/// itself, or, when a stale entry stays for others to fall back on, that entry's version and a placeholder in the refresh slot.
/// </summary>
/// <param name="Slot">The entry.</param>
/// <param name="Expected">What it must still hold.</param>
/// <param name="LeaseSlot">Where our placeholder is.</param>
/// <param name="Lease">Our placeholder; none when the fill rests on the version alone.</param>
internal sealed record LoadRight(Slot Slot, SlotVersion Expected, Slot LeaseSlot, SlotVersion Lease)
{
    public static LoadRight ByPlaceholder(Slot slot, SlotVersion lease) => new(slot, lease, slot, lease);

    /// <summary>No right at all, as a writer is about to change the source: what is loaded now may be old, and only its callers get it.</summary>
    public static LoadRight HeldByWriter(Slot slot) => new(slot, SlotVersion.None, slot, SlotVersion.None);

    public bool IsHeldByWriter => Expected.IsNone;

    /// <summary>Gives the right back, so that a waiter elsewhere takes over at once. After a fill there is a placeholder left only in a refresh slot.</summary>
    public async ValueTask ReleaseAsync(GuardedTier tier, ReleaseAfter after)
    {
        if (Lease.IsNone || (after == ReleaseAfter.Fill && LeaseSlot == Slot)) return;
        await tier.ReplaceAsync(LeaseSlot, Lease, SlotWrite.Nothing, CancellationToken.None).ConfigureAwait(false);
    }
}
