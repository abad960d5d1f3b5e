using Larder.Diagnostics;

namespace Larder.Tiers;

/// <summary>
/// One kind of traffic with the shared tier, reading or writing, each with a breaker of its own: a file that became read-only can still be read.
/// A failure becomes "not reached", which is not a miss; here and nowhere else.
/// </summary>
internal sealed class TierLane(string name, TimeSpan? timeout, TimeSpan detachedFor, CircuitBreaker breaker, CacheEvents events, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly LogPacer _pacer = new(time);
    private long _skipped;
    private long _lostAt;
    private bool _isLost;
    private bool _wasLogged;

    /// <summary>Raised when calls get through again after some did not, before the first answer is used.</summary>
    public event Action? Recovered;

    /// <summary>Raised when a call had no answer in time, in the context of its caller.</summary>
    public event Action? TimedOut;

    public async ValueTask<TierAnswer<TResult>> RunAsync<TState, TResult>(
        TState state, Func<TState, CancellationToken, ValueTask<TResult>> call, CancellationToken cancellationToken)
    {
        if (!breaker.Admits())
        {
            Interlocked.Increment(ref _skipped);
            return TierAnswer<TResult>.NotReached;
        }

        try
        {
            var running = call(state, cancellationToken);
            if (timeout is { } longest && !running.IsCompleted) running = InTimeAsync(running, longest, cancellationToken);
            var result = await running.ConfigureAwait(false);
            breaker.Succeeded();
            if (Volatile.Read(ref _isLost)) Found();
            return new TierAnswer<TResult>(true, result);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            breaker.Abandoned();
            throw;
        }
        catch (Exception error)
        {
            breaker.Failed();
            if (error is TierException { Failure: TierFailure.TimedOut }) TimedOut?.Invoke();
            Lost(error);
            return TierAnswer<TResult>.NotReached;
        }
    }

    private async ValueTask<TResult> InTimeAsync<TResult>(ValueTask<TResult> running, TimeSpan longest, CancellationToken cancellationToken)
    {
        var task = running.AsTask();
        try
        {
            return await task.WaitAsync(longest, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw new TierException(TierFailure.TimedOut, $"no answer within {longest.TotalMilliseconds:0} ms.");
        }
        finally
        {
            // Whatever an abandoned call ends with, somebody must have looked at it.
            if (!task.IsCompletedSuccessfully) LateFailure.Observe(task);
        }
    }

    private void Lost(Exception error)
    {
        lock (_lock)
        {
            Interlocked.Increment(ref _skipped);
            if (_isLost) return;
            (_isLost, _lostAt, _skipped) = (true, time.GetTimestamp(), 1);
            _wasLogged = _pacer.IsDue(out _);
        }

        if (_wasLogged) events.TierLost(name, error.Message, detachedFor);
    }

    private void Found()
    {
        TimeSpan outage;
        long skipped;
        lock (_lock)
        {
            if (!_isLost) return;
            (_isLost, outage, skipped) = (false, time.GetElapsedTime(_lostAt), Interlocked.Exchange(ref _skipped, 0));
        }

        Recovered?.Invoke();
        if (_wasLogged) events.TierBack(name, outage, skipped);
    }
}
