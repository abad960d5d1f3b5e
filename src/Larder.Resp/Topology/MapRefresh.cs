namespace Larder.Resp.Topology;

/// <summary>
/// Fetches a new map of the slots when somebody asks, once for all who ask while one is being fetched, and with a pause by chance between two: a thousand
/// redirected commands of a hundred processes must not become a thousand questions to one node.
/// </summary>
internal sealed class MapRefresh(Func<CancellationToken, Task> fetch, Jitter jitter, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(50);
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _ended = new();
    private Task _current = Task.CompletedTask;
    private Task? _next;
    private bool _hasFetched;

    /// <summary>How many have been fetched or tried.</summary>
    public int Count { get; private set; }

    /// <summary>Ends when a map has been fetched, or could not be, that was asked for after this call.</summary>
    public Task RequestAsync()
    {
        lock (_lock)
        {
            if (_next is not null) return _next;
            if (_current.IsCompleted) return _current = RunAsync(Task.CompletedTask);
            return _next = RunAsync(_current);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        Task last;
        lock (_lock) last = _next ?? _current;
        await last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunAsync(Task before)
    {
        await Task.Yield();
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_hasFetched) await Task.Delay(LeastPause * (1 + jitter.Next()), clock, _ended.Token).ConfigureAwait(false);
        lock (_lock)
        {
            // From here on who asks wants another one: what is fetched now may be older than the question.
            if (!ReferenceEquals(before, Task.CompletedTask)) (_current, _next) = (_next!, null);
            _hasFetched = true;
            Count++;
        }
        await fetch(_ended.Token).ConfigureAwait(false);
    }
}
