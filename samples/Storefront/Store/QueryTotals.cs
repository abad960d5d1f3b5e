namespace Storefront.Store;

/// <summary>How many queries the database got since the process started.</summary>
internal sealed class QueryTotals
{
    private long _count;

    public long Count => Interlocked.Read(ref _count);

    public void Add() => Interlocked.Increment(ref _count);
}
