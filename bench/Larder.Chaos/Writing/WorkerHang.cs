namespace Larder.Chaos.Writing;

/// <summary>Where the application shall stop, so that it is killed just there; or until it may go on.</summary>
internal sealed class WorkerHang
{
    private readonly TaskCompletionSource _goesOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Point? _at;
    private int _working;
    private int _held;

    /// <summary>From now on nobody passes there, and nobody is just behind it.</summary>
    public async Task SetAsync(WriteFault at)
    {
        _at = new Point(at);

        // A process that is stopped in a transaction holds its rows, and no other gets them: that is the database's affair.
        if (at == WriteFault.Stopped) await ZeroAsync(() => Volatile.Read(ref _working));
    }

    /// <summary>Work begins that is not stopped in its middle.</summary>
    public void Begin() => Interlocked.Increment(ref _working);

    public void End() => Interlocked.Decrement(ref _working);

    /// <summary>Says that it got here, and never goes on.</summary>
    public async Task AtAsync(WriteFault point)
    {
        if (_at?.Fault != point) return;
        Console.WriteLine("at");
        await Task.Delay(Timeout.Infinite);
    }

    /// <summary>The same, and goes on when it is let go; then <see cref="Passed"/> tells that the work is done. Whether it was held.</summary>
    public async Task<bool> HeldAsync()
    {
        if (_at?.Fault != WriteFault.Stopped) return false;
        Interlocked.Increment(ref _held);
        End();
        Console.WriteLine("at");
        await _goesOn.Task;
        return true;
    }

    public void Passed() => Interlocked.Decrement(ref _held);

    /// <summary>Lets go, and waits until all that was held has done its work.</summary>
    public async Task LetGoAsync()
    {
        _at = null;
        _goesOn.TrySetResult();
        await ZeroAsync(() => Volatile.Read(ref _held));
    }

    private static async Task ZeroAsync(Func<int> count)
    {
        while (count() > 0) await Task.Delay(TimeSpan.FromMilliseconds(2));
    }

    private sealed record Point(WriteFault Fault);
}
