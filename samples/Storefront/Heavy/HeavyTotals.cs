namespace Storefront.Heavy;

/// <summary>How many computations this process has begun.</summary>
internal sealed class HeavyTotals
{
    private long _computations;

    public long Computations => Interlocked.Read(ref _computations);

    public void Add() => Interlocked.Increment(ref _computations);
}
