namespace Larder.Chaos;

/// <summary>How often each promise was broken, and what it was judged on.</summary>
public sealed record Verdict
{
    /// <summary>Reads that returned a version from before a removal that bound them.</summary>
    public int Stale { get; init; }

    /// <summary>Reads that returned less than an earlier read of the same process.</summary>
    public int Backwards { get; init; }

    /// <summary>Answers that were not what the source holds, after everything had become quiet.</summary>
    public int Copies { get; init; }

    /// <summary>Calls that the cache let fail.</summary>
    public int Failed { get; init; }

    public int Reads { get; init; }

    public int Removals { get; init; }

    /// <summary>Reads that were judged by the longer bound, since their process was cut off from the shared tier.</summary>
    public int DetachedReads { get; init; }

    /// <summary>Copies that were looked at.</summary>
    public int Compared { get; init; }

    /// <summary>How long after a removal was acknowledged the old version was still seen by a read that was judged; in milliseconds.</summary>
    public double WorstMilliseconds { get; init; }

    /// <summary>The first few broken promises, in words.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    public bool IsKept => Stale == 0 && Backwards == 0 && Copies == 0 && Failed == 0;
}
