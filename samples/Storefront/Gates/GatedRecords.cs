using Larder.Tiers;
using Larder.Validity;

namespace Storefront.Gates;

/// <summary>The records of the shared tier behind the same gate.</summary>
internal sealed class GatedRecords(ISharedRecords inner, TierGate gate) : ISharedRecords
{
    public async ValueTask<RecordRead> ReadAsync(Slot slot, CancellationToken cancellationToken)
    {
        await gate.PassAsync(cancellationToken);
        return await inner.ReadAsync(slot, cancellationToken);
    }

    public async ValueTask<RecordRead> LeaseAsync(Slot slot, RecordLease lease, CancellationToken cancellationToken)
    {
        await gate.PassAsync(cancellationToken);
        return await inner.LeaseAsync(slot, lease, cancellationToken);
    }

    public async ValueTask<RecordAnswer> FillAsync(Slot slot, SlotVersion expected, RecordFill fill, CancellationToken cancellationToken)
    {
        await gate.PassAsync(cancellationToken);
        return await inner.FillAsync(slot, expected, fill, cancellationToken);
    }

    public async ValueTask<RecordAnswer> UpdateAsync(Slot slot, SlotVersion expected, RecordUpdate update, CancellationToken cancellationToken)
    {
        await gate.PassAsync(cancellationToken);
        return await inner.UpdateAsync(slot, expected, update, cancellationToken);
    }

    public async ValueTask ReleaseAsync(Slot slot, SlotVersion lease, CancellationToken cancellationToken)
    {
        await gate.PassAsync(cancellationToken);
        await inner.ReleaseAsync(slot, lease, cancellationToken);
    }
}
