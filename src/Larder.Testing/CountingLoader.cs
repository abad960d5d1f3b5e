namespace Larder.Testing;

/// <summary>
/// A loader that counts its runs, and that a test can hold up or make fail: <c>cache.GetOrLoadAsync("key", loader.LoadAsync)</c>.
/// </summary>
/// <param name="make">Makes the value of a run; it gets the number of the run, 1 for the first.</param>
public sealed class CountingLoader<T>(Func<int, T> make)
{
    private readonly Lock _gate = new();
    private readonly Tally _runs = new();
    private readonly Tally _cancelled = new();
    private TaskCompletionSource? _blocked;
    private Exception? _error;
    private int _failures;

    /// <summary>A loader that always makes this value.</summary>
    public CountingLoader(T value) : this(_ => value)
    {
    }

    /// <summary>How many runs began.</summary>
    public int Runs => _runs.Count;

    /// <summary>How many runs were cancelled while they were blocked.</summary>
    public int Cancelled => _cancelled.Count;

    /// <summary>For the form without state.</summary>
    public async ValueTask<T> LoadAsync(CancellationToken cancellationToken)
    {
        var (blocked, error) = Plan();
        var run = _runs.Add();
        if (blocked is not null) await UnblockAsync(blocked, cancellationToken).ConfigureAwait(false);
        return error is null ? make(run) : throw error;
    }

    /// <summary>For the form with state: <c>cache.GetOrLoadAsync("key", state, loader.LoadAsync)</c>.</summary>
    public ValueTask<T> LoadAsync<TState>(TState state, LoadContext context, CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    /// <summary>Runs that begin from now on stop until <see cref="Release"/>, or until they are cancelled.</summary>
    public void Block()
    {
        lock (_gate) _blocked ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Runs that are blocked go on, and no further one is.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _blocked?.TrySetResult();
            _blocked = null;
        }
    }

    /// <summary>The next runs throw this.</summary>
    /// <param name="error">What they throw.</param>
    /// <param name="runs">How many of them; by default all, until <see cref="Succeed"/>.</param>
    public void Fail(Exception error, int runs = int.MaxValue)
    {
        lock (_gate) (_error, _failures) = (error, runs);
    }

    /// <summary>Runs that begin from now on do not fail.</summary>
    public void Succeed()
    {
        lock (_gate) _failures = 0;
    }

    /// <summary>Completes once so many runs have begun; <see cref="TimeoutException"/> after 30 real seconds.</summary>
    public Task WaitForRunsAsync(int runs, CancellationToken cancellationToken = default) =>
        _runs.ReachAsync(runs, "runs of the loader", cancellationToken);

    private (Task? Blocked, Exception? Error) Plan()
    {
        lock (_gate) return (_blocked?.Task, _failures > 0 && _failures-- > 0 ? _error : null);
    }

    private async Task UnblockAsync(Task blocked, CancellationToken cancellationToken)
    {
        try
        {
            await blocked.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _cancelled.Add();
            throw;
        }
    }
}
