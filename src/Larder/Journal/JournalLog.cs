using Microsoft.Extensions.Logging;

namespace Larder.Journal;

/// <summary>What the engine logs: changes of state, never a value.</summary>
internal static partial class JournalLog
{
    [LoggerMessage(506, LogLevel.Error, "LAR506 A write of store \"{Store}\" under {Name} was put aside as a dead letter, since it can't be applied: {Reason} Replay or drop it: PendingWrites.")]
    public static partial void Buried(ILogger logger, string store, string name, string reason);

    [LoggerMessage(507, LogLevel.Critical, "LAR507 Journal records are gone, of shard {Shard} and perhaps of others: what was acknowledged and not yet in the database is lost. Somebody emptied the server, or it came back without its data.")]
    public static partial void Lost(ILogger logger, int shard);

    [LoggerMessage(509, LogLevel.Warning, "LAR509 The database of store \"{Store}\" does not take writes; they wait in the journal and are tried again. Shard {Shard}, {Rows} rows: {Problem}")]
    public static partial void Paused(ILogger logger, string store, int shard, int rows, string problem);

    [LoggerMessage(516, LogLevel.Information, "LAR516 The database of store \"{Store}\" takes writes again. Shard {Shard}.")]
    public static partial void Resumed(ILogger logger, string store, int shard);

    [LoggerMessage(515, LogLevel.Warning, "LAR515 The journal {Journal} is not answering: {Problem} Writes fail until it does; it is tried again by itself.")]
    public static partial void Unreachable(ILogger logger, string journal, string problem);

    [LoggerMessage(517, LogLevel.Warning, "LAR517 {Records} writes of shard {Shard} were not in the database when the application ended; they wait in the journal for the next instance.")]
    public static partial void NotDrained(ILogger logger, long records, int shard);
}
