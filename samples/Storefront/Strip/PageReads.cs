using Larder.Diagnostics;
using Storefront.Store;

namespace Storefront.Strip;

/// <summary>What one request asked of the cache and the database, and how long that took: the figures of the strip and of the headers.</summary>
internal sealed class PageReads(IHttpContextAccessor context, QueryTally queries, TimeProvider clock)
{
    /// <summary>The query parameter, and its value, that sends a page past the cache.</summary>
    public const string Switch = "cache";
    public const string Off = "off";

    private readonly ReadRecorder? _recorder = context.HttpContext?.Features.Get<ReadRecorder>();
    private long _dataTicks;

    /// <summary>True when the page shall ask the database as if there were no cache.</summary>
    public bool IsCacheOff { get; } = context.HttpContext?.Request.Query[Switch].ToString() == Off;

    public QueryTally Queries => queries;

    /// <summary>The reads so far, in order of their ends. That of the visitor's login is not the page's.</summary>
    public IReadOnlyList<CacheRead> Reads => _recorder?.Reads is not { } reads ? [] : reads.Any(IsLogin) ? [.. reads.Where(static read => !IsLogin(read))] : reads;

    /// <summary>The time from before the first call of cache or database until the data was in hand.</summary>
    public TimeSpan DataTime => clock.GetElapsedTime(0, _dataTicks);

    /// <summary>The same, finer than a <see cref="TimeSpan"/> can say.</summary>
    public double DataMilliseconds => _dataTicks * 1000.0 / clock.TimestampFrequency;

    public bool HasData => _dataTicks > 0;

    /// <summary>Measures until the answer is disposed. Only the asking belongs inside: no rendering, no logging.</summary>
    public DataPhase MeasureData() => new(this, clock);

    public void AddData(long timestamps) => _dataTicks += Math.Max(1, timestamps);

    private static bool IsLogin(CacheRead read) => read.Key.StartsWith("ticket:", StringComparison.Ordinal);
}
