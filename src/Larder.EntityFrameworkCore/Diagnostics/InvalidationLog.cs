using Microsoft.Extensions.Logging;

namespace Larder.EntityFrameworkCore.Diagnostics;

/// <summary>What is told of removals that did not go as they should.</summary>
internal static partial class InvalidationLog
{
    [LoggerMessage(603, LogLevel.Error, "LAR603 A transaction has committed, and what is cached of its rows could not be removed. It stays until it expires, or until the outbox is drained.")]
    public static partial void NotRemoved(ILogger logger, Exception error);

    [LoggerMessage(604, LogLevel.Warning, "LAR604 A statement does not tell which tables it changes, so everything that is mapped of {Context} was removed. Write to the tables by name.")]
    public static partial void Unreadable(ILogger logger, string context);

    [LoggerMessage(606, LogLevel.Error, "LAR606 The outbox of {Context} can't be drained. It is tried again.")]
    public static partial void NotDrained(ILogger logger, string context, Exception error);

    [LoggerMessage(608, LogLevel.Information, "LAR608 The outbox of {Context} is drained again.")]
    public static partial void DrainedAgain(ILogger logger, string context);
}
