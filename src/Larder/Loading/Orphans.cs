namespace Larder.Loading;

/// <summary>
/// Loads that go on although nobody waits for them any more: their time was over, or their callers had left, and they do not heed their token.
/// What they bring is dropped.
/// </summary>
internal sealed class Orphans
{
    private int _count;

    /// <summary>How many there are at this moment; each still has its place among the concurrent loads.</summary>
    public int Count => Volatile.Read(ref _count);

    public void Adopt(Task load)
    {
        Interlocked.Increment(ref _count);
        load.ContinueWith(
            static (ended, orphans) =>
            {
                // Nobody is left who could be told of a failure; that it was looked at keeps it from being reported as unobserved.
                _ = ended.Exception;
                Interlocked.Decrement(ref ((Orphans)orphans!)._count);
            },
            this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
