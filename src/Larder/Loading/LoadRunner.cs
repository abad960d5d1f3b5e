namespace Larder.Loading;

/// <summary>
/// Runs loaders: at most so many at once, and each until its deadline. A loader is told to end by its token, but it is not waited for: one that
/// hangs must not keep its key, nor those who wait for it.
/// </summary>
internal sealed class LoadRunner(LoadGate gate, Orphans orphans, TimeProvider time)
{
    /// <summary>Timers reach no further; a load that may take longer has no deadline.</summary>
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(40);

    /// <exception cref="CacheLoadTimeoutException">It did not end in time.</exception>
    public async ValueTask<TResult> RunAsync<TState, TResult>(
        LoadTerms terms, TState state, Func<TState, CancellationToken, ValueTask<TResult>> load)
    {
        var deadline = new CancellationTokenSource(terms.Timeout < LongestTimeout ? terms.Timeout : Timeout.InfiniteTimeSpan, time);
        var ending = CancellationTokenSource.CreateLinkedTokenSource(terms.Abandoned, deadline.Token);
        terms.Load.Enter();
        var running = gate.RunAsync(state, load, terms.Pass, ending.Token).AsTask();
        try
        {
            return await running.WaitAsync(ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !terms.Abandoned.IsCancellationRequested)
        {
            throw new CacheLoadTimeoutException(terms.What, terms.Timeout);
        }
        finally
        {
            if (running.IsCompleted)
            {
                ending.Dispose();
                deadline.Dispose();
            }
            else
            {
                // It still holds the token, so the sources of that stay.
                orphans.Adopt(running);
            }
        }
    }
}
