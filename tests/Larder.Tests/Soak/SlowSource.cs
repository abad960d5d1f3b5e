using Larder.Testing;

namespace Larder.Tests.Soak;

/// <summary>
/// Loaders of every kind: at once, later, failing, deaf to their token, or without an end until the soak is over. The value of a key is its number.
/// </summary>
internal sealed class SlowSource(FakeClock clock)
{
    /// <summary>Each keeps its place among the loads that may run at once.</summary>
    private const int MostEndless = 4;

    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _endless;
    private int _running;

    /// <summary>How many run at this moment.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>Those that do not end by themselves end now.</summary>
    public void End() => _end.TrySetResult();

    public async ValueTask<int> LoadAsync(int number, int kind, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _running);
        try
        {
            await WaitAsync(kind, cancellationToken);
            return kind % 7 == 6 ? throw new BrokenSourceException() : number;
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private async Task WaitAsync(int kind, CancellationToken cancellationToken)
    {
        var span = TimeSpan.FromMilliseconds(kind % 1_000 * 3);
        switch (kind % 5)
        {
            case 0:
                return;
            case 1:
                await Task.Yield();
                return;
            case 2:
                await Task.Delay(span, clock, cancellationToken);
                return;
            case 3:
                await Task.Delay(span, clock, CancellationToken.None);
                return;
            default:
                if (kind % 11 == 0 && Interlocked.Increment(ref _endless) <= MostEndless) await _end.Task;
                else await Task.WhenAny(_end.Task, Task.Delay(span, clock, cancellationToken));
                return;
        }
    }
}
