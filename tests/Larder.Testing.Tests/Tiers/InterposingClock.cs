namespace Larder.Testing.Tests.Tiers;

/// <summary>A clock that stands still, and at its next reading lets another thread do something in the middle of what is going on.</summary>
internal sealed class InterposingClock : TimeProvider
{
    private Action? _next;

    /// <summary>What another thread did, or still waits to do.</summary>
    public Task Other { get; private set; } = Task.CompletedTask;

    public override long GetTimestamp()
    {
        if (Interlocked.Exchange(ref _next, null) is { } action)
        {
            Other = Task.Run(action);

            // If nothing holds it up it ends within a moment; if something does, what is going on must go on first.
            SpinWait.SpinUntil(() => Other.IsCompleted, TimeSpan.FromMilliseconds(100));
        }

        return 0;
    }

    public void AtNextReading(Action action) => _next = action;
}
