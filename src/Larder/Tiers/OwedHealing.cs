namespace Larder.Tiers;

/// <summary>
/// Hands on owed removals while nobody asks the tier for anything: other processes may read there what this one removed. It runs only while something is
/// owed, and rests for as long as the breaker does between two attempts.
/// </summary>
internal sealed class OwedHealing(OwedRemovals owed, Func<CancellationToken, ValueTask<bool>> pay, TimeSpan every, TimeProvider time) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private Task? _healing;

    /// <summary>Something is owed.</summary>
    public void Start()
    {
        lock (_gate)
        {
            if (_healing is not null || _stop.IsCancellationRequested) return;

            // Somebody may have paid meanwhile: then it is over before it began, and the next one who owes starts another.
            var healing = Begin();
            if (!healing.IsCompleted) _healing = healing;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task? healing;
        lock (_gate)
        {
            _stop.Cancel();
            healing = _healing;
        }

        if (healing is not null) await healing.ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <summary>It belongs to no request, and must not keep one's context. Until the first rest there is nothing to do that would need another thread.</summary>
    private Task Begin()
    {
        if (ExecutionContext.IsFlowSuppressed()) return HealAsync();
        using var apart = ExecutionContext.SuppressFlow();
        return HealAsync();
    }

    private async Task HealAsync()
    {
        try
        {
            while (!IsOver())
            {
                await Task.Delay(every, time, _stop.Token).ConfigureAwait(false);
                if (owed.Count > 0) await pay(_stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed; what is owed ends with the process.
        }
    }

    // Looked at under the lock under which a new one starts: what is added behind the look finds nobody at work.
    private bool IsOver()
    {
        lock (_gate)
        {
            if (owed.Count > 0) return false;
            _healing = null;
            return true;
        }
    }
}
