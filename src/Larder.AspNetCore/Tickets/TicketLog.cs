using Larder.AspNetCore.Logging;
using Microsoft.Extensions.Logging;

namespace Larder.AspNetCore.Tickets;

/// <summary>What the store of tickets logs: one line a minute of each kind, never a key or a ticket.</summary>
internal sealed partial class TicketLog(ILogger<TicketLog> logger, TimeProvider time)
{
    private readonly Pace _unread = new(time);
    private readonly Pace _unreadable = new(time);

    public void NotReached()
    {
        if (_unread.Due() is > 0 and var count) LogNotReached(count);
    }

    public void Unreadable()
    {
        if (_unreadable.Due() is > 0 and var count) LogUnreadable(count);
    }

    [LoggerMessage(359, LogLevel.Warning, "LAR359 {Count} tickets could not be read or renewed, as the shared tier is away. Who has one looks signed out until it is back.")]
    private partial void LogNotReached(long count);

    [LoggerMessage(360, LogLevel.Warning, "LAR360 {Count} stored tickets can't be read, as they were protected by another key ring or changed by somebody. Instances that share tickets must share a key ring.")]
    private partial void LogUnreadable(long count);
}
