namespace Larder.Resp.Topology;

/// <summary>Tells those who wait that servers have changed their places. Take <see cref="Next"/> first, then look, then wait: so no change is missed.</summary>
internal sealed class TopologySignal
{
    private TaskCompletionSource _next = Create();

    /// <summary>Ends with the next change.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Raise() => Interlocked.Exchange(ref _next, Create()).TrySetResult();

    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
