namespace Larder.Testing;

/// <summary>Counts what happens on other threads, and lets a test wait for a count.</summary>
internal sealed class Tally
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiters = [];
    private int _count;

    public int Count
    {
        get
        {
            lock (_gate) return _count;
        }
    }

    /// <summary>Returns the new count.</summary>
    public int Add()
    {
        lock (_gate)
        {
            _count++;
            foreach (var (count, reached) in _waiters)
                if (count <= _count) reached.TrySetResult();
            _waiters.RemoveAll(waiter => waiter.Count <= _count);
            return _count;
        }
    }

    public async Task ReachAsync(int count, string what, CancellationToken cancellationToken)
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_count >= count) return;
            _waiters.Add((count, reached));
        }

        try
        {
            await reached.Task.WaitAsync(Patience, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"There were {Count} {what} after {Patience.TotalSeconds} seconds, {count} were waited for.");
        }
    }
}
