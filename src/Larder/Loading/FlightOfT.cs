namespace Larder.Loading;

/// <summary>A flight that brings a value of one type.</summary>
internal sealed class Flight<T>(string key, TaskCreationOptions continuations) : Flight(key)
{
    // Each who waits has a completion of its own, so that they go on one after the other, in the order in which they came.
    private readonly List<TaskCompletionSource<LoadOutcome<T>>> _waiting = [];
    private Task<LoadOutcome<T>>? _landed;
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
            return await Outcome().WaitAsync(cancellationToken).ConfigureAwait(false);
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
        var landing = Outcome();
        while (true)
        {
            var waiting = landing.WaitAsync(patience, time, cancellationToken);
            await ((Task)waiting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            // It may have landed just when the patience was over; then what it brought counts, and not that it took long.
            var hasLanded = landing.IsCompleted;
            if (hasLanded || waiting.IsCanceled)
            {
                Leave();
                return await (hasLanded ? landing : waiting).ConfigureAwait(false);
            }

            if (Meanwhile?.Invoke() is { } stale) return stale;
        }
    }

    /// <summary>
    /// What the shared tier answered goes to a single caller on the thread that brings it: another thread to go on would cost a third of the read. A
    /// loader's own thread is not borrowed, and many callers go on side by side.
    /// </summary>
    public void Complete(in LoadOutcome<T> outcome) =>
        Land(Task.FromResult(outcome), outcome.Source == ReadSource.Shared ? TaskCreationOptions.None : continuations);

    public void Fail(Exception error) => Land(Task.FromException<LoadOutcome<T>>(error), continuations);

    private Task<LoadOutcome<T>> Outcome()
    {
        lock (_waiting)
        {
            if (_landed is { } landed) return landed;
            var mine = new TaskCompletionSource<LoadOutcome<T>>();
            _waiting.Add(mine);
            return mine.Task;
        }
    }

    private void Land(Task<LoadOutcome<T>> landed, TaskCreationOptions single)
    {
        Close();
        lock (_waiting)
        {
            if (_landed is not null) return;
            _landed = landed;
        }

        var how = _waiting.Count == 1 ? single : continuations;
        foreach (var one in _waiting)
        {
            if (how == TaskCreationOptions.None) Resume(one, landed);
            else ThreadPool.UnsafeQueueUserWorkItem(static pair => Resume(pair.one, pair.landed), (one, landed), preferLocal: false);
        }

        _ = landed.Exception;
    }

    private static void Resume(TaskCompletionSource<LoadOutcome<T>> one, Task<LoadOutcome<T>> landed)
    {
        one.SetFromTask(landed);

        // He may have left; then nobody else looks at the failure, and it was his.
        _ = one.Task.Exception;
    }
}
