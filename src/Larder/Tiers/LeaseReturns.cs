namespace Larder.Tiers;

/// <summary>
/// Gives leases back that were granted although nobody waited for the answer any more: otherwise all other processes would wait for a load that nobody runs.
/// By comparison, so what took their place meanwhile stays. Tries until the lease has run out by itself.
/// </summary>
internal sealed class LeaseReturns(ISharedTier inner, TierLane writing, TimeSpan every, TimeProvider time) : IAsyncDisposable
{
    /// <summary>More than this in one outage run out by themselves.</summary>
    private const int Most = 256;

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _returning = [];

    public void GiveBack(LeaseCall call)
    {
        if (!call.MayStand) return;
        lock (_gate)
        {
            if (_stop.IsCancellationRequested || _returning.Count >= Most) return;
            var returning = Begin(call);
            _returning.Add(returning);
            returning.ContinueWith(Ended, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task[] returning;
        lock (_gate)
        {
            _stop.Cancel();
            returning = [.. _returning];
        }

        await Task.WhenAll(returning).ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <summary>It belongs to no request, and must not keep one's context.</summary>
    private Task Begin(LeaseCall call)
    {
        if (ExecutionContext.IsFlowSuppressed()) return ReturnAsync(call);
        using var apart = ExecutionContext.SuppressFlow();
        return ReturnAsync(call);
    }

    private void Ended(Task returned)
    {
        lock (_gate) _returning.Remove(returned);
    }

    private async Task ReturnAsync(LeaseCall call)
    {
        try
        {
            if (!await call.StandsAsync(_stop.Token).ConfigureAwait(false)) return;
            var from = time.GetTimestamp();
            while (time.GetElapsedTime(from) < call.LeaseFor)
            {
                var answer = await writing.RunAsync(
                    (inner, call),
                    static (lease, token) => lease.inner.ReplaceAsync(lease.call.Slot, lease.call.Lease, SlotWrite.Nothing, token),
                    _stop.Token).ConfigureAwait(false);
                if (answer.Reached) return;
                await Task.Delay(every, time, _stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed: the lease runs out.
        }
    }
}
