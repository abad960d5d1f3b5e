using Larder.Tiers;

namespace Larder.Pipeline;

/// <summary>
/// Extends a lease for as long as its load runs, each time for twice as long, so that waiters are woken ever less often. Ends when the lease
/// was lost: then somebody removed the entry or took over, and the fill will be refused.
/// </summary>
internal sealed class LeaseKeeper : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _keeping;

    public LeaseKeeper(GuardedTier tier, LoadRight right, TimeSpan leaseFor, TimeProvider time) =>
        _keeping = right.Lease.IsNone ? Task.CompletedTask : KeepAsync(tier, right, leaseFor, time, _ended.Token);

    public async ValueTask DisposeAsync()
    {
        _ended.Cancel();
        await _keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
    }

    private static async Task KeepAsync(GuardedTier tier, LoadRight right, TimeSpan leaseFor, TimeProvider time, CancellationToken ended)
    {
        for (var span = leaseFor; ; span *= 2)
        {
            await Pause.PassAsync(span / 2, time, ended).ConfigureAwait(false);
            if (ended.IsCancellationRequested) return;
            var extended = await tier.ReplaceAsync(
                right.LeaseSlot, right.Lease, SlotWrite.Placeholder(right.Lease, span * 2), ended).ConfigureAwait(false);
            if (extended is { Reached: true, Result.Outcome: not ReplaceOutcome.Done }) return;
        }
    }
}
