namespace Larder.Entries;

/// <summary>
/// Says once when an entry is to be refreshed before its time is over: with the first read of the last <paramref name="ahead"/>, and before
/// that by chance, the more likely the nearer the end and the longer its load took (XFetch: Vattani, Chierichetti, Lowenstein, "Optimal
/// Probabilistic Cache Stampede Prevention", VLDB 2015).
/// </summary>
/// <param name="freshUntil">The end of its time, in milliseconds of the store's clock.</param>
/// <param name="ahead">How long before the end any read is enough.</param>
/// <param name="loadTime">How long the value took to load.</param>
internal sealed class RefreshTrigger(long freshUntil, TimeSpan ahead, TimeSpan loadTime)
{
    /// <summary>Draws beyond this many load times have a chance of one in ten million.</summary>
    private const double LongestDraw = 16;

    /// <summary>Below so many reads during one load, a few are not enough to meet the short time before the end: it is asked for earlier.</summary>
    private const double ManyReads = 20;

    private readonly double _loadMs = loadTime.TotalMilliseconds;
    private readonly long _certainFrom = freshUntil - Whole(ahead);
    private long _possibleFrom = freshUntil - Math.Max(Whole(ahead), Whole(loadTime * 2 * LongestDraw));
    private long _reads;
    private int _isClaimed;

    /// <summary>True for the one read that has to start the refresh.</summary>
    public bool Claim(long now, Chance chance)
    {
        if (now < Volatile.Read(ref _possibleFrom) || Volatile.Read(ref _isClaimed) != 0) return false;
        return (now >= _certainFrom || IsDrawn(now, chance)) && Interlocked.Exchange(ref _isClaimed, 1) == 0;
    }

    /// <summary>The refresh came to nothing: another read may start one from then on.</summary>
    public void TryAgainFrom(long then)
    {
        Volatile.Write(ref _possibleFrom, then);
        Volatile.Write(ref _isClaimed, 0);
    }

    private bool IsDrawn(long now, Chance chance)
    {
        var reads = Interlocked.Increment(ref _reads);
        var perMillisecond = reads / (double)Math.Max(1, now - _possibleFrom);
        var beta = perMillisecond * _loadMs >= ManyReads ? 1 : 2;
        return now - (_loadMs * beta * Math.Log(1 - chance.Next())) >= freshUntil;
    }

    private static long Whole(TimeSpan span) => (long)Math.Min(span.TotalMilliseconds, long.MaxValue / 4);
}
