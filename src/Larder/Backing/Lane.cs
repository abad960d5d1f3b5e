namespace Larder.Backing;

/// <summary>A key's turn to be written.</summary>
internal sealed class Lane(KeyedLanes lanes, string key)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the next may go on.</summary>
    public Task Ended => _ended.Task;

    public void End()
    {
        lanes.Left(key, _ended.Task);
        _ended.TrySetResult();
    }

    /// <summary>Ends when this has, however it does.</summary>
    public void EndAfter(Task late) => late.ContinueWith(
        static (_, lane) => ((Lane)lane!).End(), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
