namespace Larder.Loading;

/// <summary>A flight that brings a value of one type.</summary>
internal sealed class Flight<T>(string key) : Flight(key)
{
    // Asynchronous continuations: who completes the flight must not run the code of those who waited.
    private readonly TaskCompletionSource<LoadOutcome<T>> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override Type ValueType => typeof(T);

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
