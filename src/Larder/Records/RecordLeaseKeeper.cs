using Larder.Pipeline;
using Larder.Tiers;

namespace Larder.Records;

/// <summary>
/// Extends the lease of a record for as long as its load runs, each time for twice as long. Ends when the lease was lost: then somebody removed the
/// record or took over, and the fill will be refused.
/// </summary>
internal sealed class RecordLeaseKeeper : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _keeping;

    public RecordLeaseKeeper(GuardedRecords shared, RecordRight right, TimeSpan leaseFor, TimeProvider time) =>
        _keeping = KeepAsync(shared, right, leaseFor, time, _ended.Token);

    public async ValueTask DisposeAsync()
    {
        _ended.Cancel();
        await _keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
    }

    private static async Task KeepAsync(GuardedRecords shared, RecordRight right, TimeSpan leaseFor, TimeProvider time, CancellationToken ended)
    {
        for (var span = leaseFor; ; span *= 2)
        {
            await Pause.PassAsync(span / 2, time, ended).ConfigureAwait(false);
            if (ended.IsCancellationRequested) return;
            var extended = await shared.LeaseAsync(right.Slot, new RecordLease(right.Version, right.Version, span * 2)).ConfigureAwait(false);
            if (extended is { Reached: true } && (extended.Result.State != SlotState.Leased || extended.Result.Version != right.Version)) return;
        }
    }
}
