using Larder.AspNetCore.Logging;
using Microsoft.Extensions.Logging;

namespace Larder.AspNetCore.Sessions;

/// <summary>What sessions log: one line a minute of each kind, and never a session's key or content.</summary>
internal sealed partial class SessionLog(ILogger<SessionLog> logger, TimeProvider time)
{
    private readonly Pace _unread = new(time);
    private readonly Pace _unstored = new(time);
    private readonly Pace _large = new(time);
    private readonly Pace _contended = new(time);

    public void NotRead()
    {
        if (_unread.Due() is > 0 and var count) LogNotRead(count);
    }

    public void NotStored()
    {
        if (_unstored.Due() is > 0 and var count) LogNotStored(count);
    }

    public void TooLarge(int keys, long bytes)
    {
        if (_large.Due() is > 0 and var count) LogTooLarge(count, keys, bytes);
    }

    public void Contended(int attempts)
    {
        if (_contended.Due() is > 0 and var count) LogContended(count, attempts);
    }

    public void Unreadable() => LogUnreadable();

    public void Gone() => LogGone();

    [LoggerMessage(350, LogLevel.Warning, "LAR350 {Count} sessions could not be read, as the shared tier is away. Their requests went on without a session (IsAvailable is false).")]
    private partial void LogNotRead(long count);

    [LoggerMessage(351, LogLevel.Error, "LAR351 The changes of {Count} sessions were not stored, as the shared tier is away.")]
    private partial void LogNotStored(long count);

    [LoggerMessage(352, LogLevel.Error, "LAR352 The changes of {Count} sessions were not stored: with what others wrote they became too large; the latest would have {Keys} keys and {Bytes} bytes. Keep less in sessions, or raise the limits.")]
    private partial void LogTooLarge(long count, int keys, long bytes);

    [LoggerMessage(353, LogLevel.Error, "LAR353 The changes of {Count} sessions were given up after {Attempts} attempts: others wrote the same sessions all the time.")]
    private partial void LogContended(long count, int attempts);

    [LoggerMessage(354, LogLevel.Warning, "LAR354 A stored session can't be read, as it was protected by another key ring or changed by somebody; it starts anew. Instances that share sessions must share a key ring.")]
    private partial void LogUnreadable();

    [LoggerMessage(3500, LogLevel.Debug, "A session was removed or expired while a request changed it; the changes are dropped.")]
    private partial void LogGone();
}
