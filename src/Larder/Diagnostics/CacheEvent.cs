namespace Larder.Diagnostics;

/// <summary>Something that happened to a cache, for those who listen.</summary>
/// <param name="At">When it was over.</param>
/// <param name="Cache">The cache's name; empty for the default one.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Key">The key; empty for what is about a tier.</param>
/// <param name="Reason">Why a read missed or an entry left; else <see cref="MissReason.None"/>.</param>
/// <param name="WaitedMs">How long the caller waited, in milliseconds; 0 for a hit in memory.</param>
/// <param name="LoadMs">How long the loader took when the value was made, in milliseconds.</param>
public sealed record CacheEvent(DateTimeOffset At, string Cache, CacheEventKind Kind, string Key, MissReason Reason, double WaitedMs, double LoadMs)
{
    /// <summary>What is to say of a tier; null for the others.</summary>
    public string? Text { get; init; }
}
