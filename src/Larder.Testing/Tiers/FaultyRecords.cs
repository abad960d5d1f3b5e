using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Tiers;

/// <summary>Records whose calls go wrong as the script of their tier says.</summary>
/// <param name="inner">The records behind it.</param>
/// <param name="tier">The tier whose script and counts they share.</param>
public sealed class FaultyRecords(ISharedRecords inner, FaultyTier tier) : ISharedRecords
{
    /// <inheritdoc/>
    public ValueTask<RecordRead> ReadAsync(Slot slot, CancellationToken cancellationToken) =>
        tier.CallAsync(TierVerb.ReadRecord, slot, () => inner.ReadAsync(slot, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<RecordRead> LeaseAsync(Slot slot, RecordLease lease, CancellationToken cancellationToken) =>
        tier.CallAsync(TierVerb.LeaseRecord, slot, () => inner.LeaseAsync(slot, lease, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<RecordAnswer> FillAsync(Slot slot, SlotVersion expected, RecordFill fill, CancellationToken cancellationToken) =>
        tier.CallAsync(TierVerb.FillRecord, slot, () => inner.FillAsync(slot, expected, fill, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<RecordAnswer> UpdateAsync(Slot slot, SlotVersion expected, RecordUpdate update, CancellationToken cancellationToken) =>
        tier.CallAsync(TierVerb.UpdateRecord, slot, () => inner.UpdateAsync(slot, expected, update, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask ReleaseAsync(Slot slot, SlotVersion lease, CancellationToken cancellationToken) =>
        await tier.CallAsync(TierVerb.ReleaseRecord, slot, async () =>
        {
            await inner.ReleaseAsync(slot, lease, cancellationToken).ConfigureAwait(false);
            return true;
        }, cancellationToken).ConfigureAwait(false);
}
