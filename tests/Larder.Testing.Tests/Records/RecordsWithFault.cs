using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Tests.Records;

/// <summary>Records that keep the contract but for the verbs that a test replaces.</summary>
internal sealed class RecordsWithFault(ISharedRecords inner) : ISharedRecords
{
    public Func<Slot, CancellationToken, ValueTask<RecordRead>> Read { get; init; } = inner.ReadAsync;

    public Func<Slot, RecordLease, CancellationToken, ValueTask<RecordRead>> Lease { get; init; } = inner.LeaseAsync;

    public Func<Slot, SlotVersion, RecordFill, CancellationToken, ValueTask<RecordAnswer>> Fill { get; init; } = inner.FillAsync;

    public Func<Slot, SlotVersion, RecordUpdate, CancellationToken, ValueTask<RecordAnswer>> Update { get; init; } = inner.UpdateAsync;

    public Func<Slot, SlotVersion, CancellationToken, ValueTask> Release { get; init; } = inner.ReleaseAsync;

    public ValueTask<RecordRead> ReadAsync(Slot slot, CancellationToken cancellationToken) => Read(slot, cancellationToken);

    public ValueTask<RecordRead> LeaseAsync(Slot slot, RecordLease lease, CancellationToken cancellationToken) => Lease(slot, lease, cancellationToken);

    public ValueTask<RecordAnswer> FillAsync(Slot slot, SlotVersion expected, RecordFill fill, CancellationToken cancellationToken) =>
        Fill(slot, expected, fill, cancellationToken);

    public ValueTask<RecordAnswer> UpdateAsync(Slot slot, SlotVersion expected, RecordUpdate update, CancellationToken cancellationToken) =>
        Update(slot, expected, update, cancellationToken);

    public ValueTask ReleaseAsync(Slot slot, SlotVersion lease, CancellationToken cancellationToken) => Release(slot, lease, cancellationToken);
}
