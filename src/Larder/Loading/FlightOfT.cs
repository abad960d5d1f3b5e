namespace Larder.Loading;

/// <summary>A flight that brings a value of one type.</summary>
internal sealed class Flight<T>(string key) : Flight(key)
{
    // Asynchronous continuations: who completes the flight must not run the code of those who waited.
    private readonly TaskCompletionSource<LoadOutcome<T>> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Func<LoadOutcome<T>?>? _meanwhile;

    public override Type ValueType => typeof(T);

    /// <summary>What may be served while the load takes long; asked when that is the case, since it may have been removed.</summary>
    public Func<LoadOutcome<T>?>? Meanwhile
    {
        get => Volatile.Read(ref _meanwhile);
        set => Volatile.Write(ref _meanwhile, value);
    }

    /// <summary>Waits for the outcome; a caller's cancellation ends only its own wait, with its own token in the exception.</summary>
    public async ValueTask<LoadOutcome<T>> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _outcome.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>
    /// Waits, but only for so long if there is something to serve meanwhile. Who leaves with that still counts as waiting: the load goes on.
    /// </summary>
    public async ValueTask<LoadOutcome<T>> WaitAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var outcome = await _outcome.Task.WaitAsync(patience, time, cancellationToken).ConfigureAwait(false);
                Leave();
                return outcome;
            }
            catch (TimeoutException) when (!_outcome.Task.IsCompleted)
            {
                if (Meanwhile?.Invoke() is { } stale) return stale;
            }
            catch
            {
                Leave();
                throw;
            }
        }
    }

    public void Complete(in LoadOutcome<T> outcome)
    {
        Close();
        _outcome.TrySetResult(outcome);
    }

    public void Fail(Exception error)
    {
        Close();
        _outcome.TrySetException(error);

        // All waiters may have left; then nobody else looks at the failure, and it was theirs.
        _ = _outcome.Task.Exception;
    }
}
