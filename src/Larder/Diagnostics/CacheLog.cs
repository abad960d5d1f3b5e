using Microsoft.Extensions.Logging;

namespace Larder.Diagnostics;

/// <summary>What a cache logs. One line for each change of state; never a value, and a key only where its owner needs it.</summary>
internal static partial class CacheLog
{
    [LoggerMessage(301, LogLevel.Warning, "LAR301 {Count} loads of cache \"{Cache}\" failed for which the value held until then is served. Latest key: {Key}")]
    public static partial void ServedStale(ILogger logger, long count, string cache, string key, Exception error);

    [LoggerMessage(321, LogLevel.Warning, "LAR321 The shared tier {Tier} is not answering: {Problem} Requests go on: values are loaded from their source and kept in memory for {Detached}. It is tried again by itself.")]
    public static partial void TierLost(ILogger logger, string tier, string problem, TimeSpan detached);

    [LoggerMessage(322, LogLevel.Information, "LAR322 The shared tier {Tier} is answering again after {Outage}. {Skipped} operations went past it.")]
    public static partial void TierBack(ILogger logger, string tier, TimeSpan outage, long skipped);

    [LoggerMessage(401, LogLevel.Warning, "LAR401 {Count} entries of cache \"{Cache}\" can't be read as the type that was asked for (written by another version, damaged, or another type under the same key); they are loaded anew. Latest key: {Key}")]
    public static partial void Unreadable(ILogger logger, long count, string cache, string key);

    [LoggerMessage(402, LogLevel.Warning, "LAR402 A loaded value of type {Type} can't be serialised, so no tier keeps it: {Problem} Cache a plain record of what you need, or register a serializer for the type.")]
    public static partial void NotSerialisable(ILogger logger, Type type, string problem);

    [LoggerMessage(404, LogLevel.Warning, "LAR404 A value of {Bytes} bytes under {Key} is larger than MaxValueBytes ({Limit}); callers get it, no tier keeps it. Store less of it, or raise the limit.")]
    public static partial void TooLarge(ILogger logger, long bytes, string key, int limit);
}
