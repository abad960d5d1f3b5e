namespace Storefront.Lab.Visiting;

/// <summary>How many products a second the visitor looks at; 0 while he pauses. Who pauses waits for its end.</summary>
internal sealed class VisitorPace(int perSecond)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int PerSecond => perSecond;

    /// <summary>Done when another pace was set.</summary>
    public Task Ended => _ended.Task;

    public void End() => _ended.TrySetResult();
}
