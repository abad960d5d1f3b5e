using Larder.Validity;

namespace Larder.Tiers;

/// <summary>The records of the shared tier, behind the same timeouts and breakers as its entries.</summary>
internal sealed class GuardedRecords(ISharedRecords inner, GuardedTier tier)
{
    public ValueTask<TierAnswer<RecordRead>> ReadAsync(Slot slot, CancellationToken cancellationToken) => tier.AskAsync(
        (inner, slot), static (call, token) => call.inner.ReadAsync(call.slot, token), cancellationToken);

    /// <summary>Not to be cancelled: a lease may be taken although its caller has left, and then nobody would give it back.</summary>
    public ValueTask<TierAnswer<RecordRead>> LeaseAsync(Slot slot, RecordLease lease) => tier.ChangeAsync(
        (inner, slot, lease), static (call, token) => call.inner.LeaseAsync(call.slot, call.lease, token), CancellationToken.None);

    public ValueTask<TierAnswer<RecordAnswer>> FillAsync(Slot slot, SlotVersion expected, RecordFill fill) => tier.ChangeAsync(
        (inner, slot, expected, fill), static (call, token) => call.inner.FillAsync(call.slot, call.expected, call.fill, token), CancellationToken.None);

    /// <summary>Updates; if that does not get through, the record is removed as soon as it does.</summary>
    public async ValueTask<TierAnswer<RecordAnswer>> UpdateAsync(Slot slot, SlotVersion expected, RecordUpdate update)
    {
        var answer = await tier.ChangeAsync(
            (inner, slot, expected, update), static (call, token) => call.inner.UpdateAsync(call.slot, call.expected, call.update, token),
            CancellationToken.None).ConfigureAwait(false);
        if (!answer.Reached) tier.OweRemoval(slot);
        return answer;
    }

    public async ValueTask ReleaseAsync(Slot slot, SlotVersion lease) => await tier.ChangeAsync(
        (inner, slot, lease),
        static async (call, token) =>
        {
            await call.inner.ReleaseAsync(call.slot, call.lease, token).ConfigureAwait(false);
            return true;
        },
        CancellationToken.None).ConfigureAwait(false);
}
