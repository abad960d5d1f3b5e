namespace Storefront.Store;

/// <summary>
/// The queries of one request and the time they took, those of the loads that it began among them; one of these may end after the request.
/// </summary>
internal sealed class QueryTally(QueryTotals totals)
{
    private int _count;
    private long _ticks;

    public int Count => Volatile.Read(ref _count);

    public TimeSpan Elapsed => TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

    public void Add()
    {
        Interlocked.Increment(ref _count);
        totals.Add();
    }

    public void AddTime(TimeSpan elapsed) => Interlocked.Add(ref _ticks, elapsed.Ticks);
}
