namespace Larder.Resp.Connections;

/// <summary>How long to wait before the next try: at once, then anything between zero and a bound that doubles (full jitter).</summary>
/// <param name="First">The bound of the second try.</param>
/// <param name="Last">The highest bound.</param>
internal sealed record ReconnectPolicy(TimeSpan First, TimeSpan Last)
{
    private const int MostDoublings = 30;

    public static ReconnectPolicy Default { get; } = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(5));

    /// <param name="failures">Tries that failed since the last connection that lived; 0 gives no delay.</param>
    /// <param name="chance">From 0 to 1.</param>
    public TimeSpan DelayAfter(int failures, double chance)
    {
        if (failures <= 0) return TimeSpan.Zero;
        var bound = First.TotalMilliseconds * Math.Pow(2, Math.Min(failures - 1, MostDoublings));
        return TimeSpan.FromMilliseconds(Math.Min(bound, Last.TotalMilliseconds) * chance);
    }
}
