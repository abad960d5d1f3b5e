namespace Larder.Counting;

/// <summary>Tries again, with growing pauses, until all is settled; at rest while nothing is owed.</summary>
/// <param name="time">Measures the pauses.</param>
/// <param name="random">Spreads the attempts of several processes.</param>
/// <param name="round">One attempt; true when all is settled. It throws only when it is cancelled.</param>
internal sealed class RetryLoop(TimeProvider time, Random random, Func<CancellationToken, Task<bool>> round) : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private Task _loop = Task.CompletedTask;
    private bool _isRunning;
    private bool _isAsked;
    private volatile bool _isAway;

    /// <summary>The place did not answer when it was last tried: do not make a caller wait for it.</summary>
    public bool IsAway
    {
        get => _isAway;
        set => _isAway = value;
    }

    /// <summary>Something is owed.</summary>
    public void Ask()
    {
        lock (_gate)
        {
            _isAsked = true;
            if (_isRunning || _stop.IsCancellationRequested) return;
            _isRunning = true;
            _loop = Task.Run(RunAsync);
        }
    }

    /// <summary>Ends the loop; what is owed then stays owed.</summary>
    public async ValueTask DisposeAsync()
    {
        Task loop;
        lock (_gate)
        {
            _stop.Cancel();
            loop = _loop;
        }

        await loop.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            var pause = FirstPause;
            while (IsAsked())
            {
                await Task.Delay(pause * (0.5 + random.NextDouble() / 2), time, _stop.Token).ConfigureAwait(false);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                if (await round(_stop.Token).ConfigureAwait(false)) pause = FirstPause;
                else lock (_gate) _isAsked = true;
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    // Who asks after this look finds the loop at rest and starts it again; nobody's wish falls between.
    private bool IsAsked()
    {
        lock (_gate)
        {
            _isRunning = _isAsked;
            _isAsked = false;
            return _isRunning;
        }
    }
}
