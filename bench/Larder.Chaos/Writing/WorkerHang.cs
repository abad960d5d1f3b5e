namespace Larder.Chaos.Writing;

/// <summary>Where the application shall stop, so that it is killed just there; or until it may go on.</summary>
internal sealed class WorkerHang
{
    private readonly TaskCompletionSource _goesOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WriteFault? _at;
    private int _held;

    public void Set(WriteFault at) => _at = at;

    /// <summary>Says that it got here, and goes on when it may, which is mostly never. Tells whether it was held.</summary>
    public async Task<bool> AtAsync(WriteFault point)
    {
        if (_at != point) return false;
        Interlocked.Increment(ref _held);
        Console.WriteLine("at");
        await _goesOn.Task;
        return true;
    }

    /// <summary>What was held has done its work.</summary>
    public void Passed() => Interlocked.Decrement(ref _held);

    /// <summary>Lets go, and waits until all that was held has done its work.</summary>
    public async Task LetGoAsync()
    {
        _at = null;
        _goesOn.TrySetResult();
        while (Volatile.Read(ref _held) > 0) await Task.Delay(TimeSpan.FromMilliseconds(2));
    }
}
