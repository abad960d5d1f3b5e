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
    private string? _problem;

    /// <summary>Whether calls get through, as far as the last ones tell.</summary>
    public LaneCondition Condition
    {
        get
        {
            lock (_lock) return _isLost ? new LaneCondition(_problem, time.GetElapsedTime(_lostAt)) : default;
        }
    }

    /// <summary>Raised when calls get through again after some did not, before the first answer is used.</summary>
    public event Action? Recovered;

    /// <summary>Raised when a call had no answer in time, in the context of its caller.</summary>
    public event Action? TimedOut;

    public async ValueTask<TierAnswer<TResult>> RunAsync<TState, TResult>(
        TState state, Func<TState, CancellationToken, ValueTask<TResult>> call, CancellationToken cancellationToken)
    {
        if (!TryEnter()) return TierAnswer<TResult>.NotReached;
        try
        {
            var result = await InTime(call(state, cancellationToken), cancellationToken).ConfigureAwait(false);
            Answered();
            return new TierAnswer<TResult>(true, result);
        }
        catch (Exception error) when (!Left(cancellationToken, error))
        {
            NotAnswered(error);
            return TierAnswer<TResult>.NotReached;
        }
    }

    /// <summary>Whether a call may be made now. True is an answer that must be followed by one of the three that say how it ended.</summary>
    public bool TryEnter()
    {
        if (breaker.Admits()) return true;
        Interlocked.Increment(ref _skipped);
        return false;
    }

    /// <summary>The call had its answer.</summary>
    public void Answered()
    {
        breaker.Succeeded();
        if (Volatile.Read(ref _isLost)) Found();
    }

    /// <summary>Whether the caller gave up by this token, which says nothing about the tier.</summary>
    public bool Left(CancellationToken cancellationToken, Exception error)
    {
        if (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested) return false;
        breaker.Abandoned();
        return true;
    }

    /// <summary>The call failed.</summary>
    public void NotAnswered(Exception error)
    {
        breaker.Failed();
        if (error is TierException { Failure: TierFailure.TimedOut }) TimedOut?.Invoke();
        Lost(error);
    }

    /// <summary>The call, which fails when it takes too long.</summary>
    public ValueTask<TResult> InTime<TResult>(ValueTask<TResult> running, CancellationToken cancellationToken) =>
        timeout is { } longest && !running.IsCompleted ? InTimeAsync(running.AsTask(), longest, cancellationToken) : running;

    private async ValueTask<TResult> InTimeAsync<TResult>(Task<TResult> task, TimeSpan longest, CancellationToken cancellationToken)
    {
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
            _problem = error.Message;
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
