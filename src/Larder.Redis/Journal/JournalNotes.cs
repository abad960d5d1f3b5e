using Larder.Journal;
using Microsoft.Extensions.Logging;

namespace Larder.Redis.Journal;

/// <summary>What a journal in Redis logs.</summary>
internal sealed partial class JournalNotes(ILogger logger)
{
    [LoggerMessage(EventId = 510, EventName = "LAR510", Level = LogLevel.Warning,
        Message = "LAR510 Whether Redis keeps the journal could not be looked at, so nobody knows whether {Durability} holds: {Why} Allow the user INFO, or look for yourself: CONFIG GET appendonly, CONFIG GET maxmemory-policy.")]
    private partial void LogUnknown(WriteDurability durability, string why);

    [LoggerMessage(EventId = 519, EventName = "LAR519", Level = LogLevel.Warning,
        Message = "LAR519 Only {Confirmed} of {Wanted} replicas confirmed a write in time; it stands, and its receipt says so. This is logged once a minute at most.")]
    private partial void LogFewReplicas(int confirmed, int wanted);

    [LoggerMessage(EventId = 520, EventName = "LAR520", Level = LogLevel.Warning,
        Message = "LAR520 Redis leaves it to the system when its file reaches the disk (appendfsync no): what a loss of power takes back of acknowledged writes has no bound. Type: CONFIG SET appendfsync always, and set it in redis.conf; everysec bounds it to about 2 seconds.")]
    private partial void LogUnsynced();

    public void Unsynced() => LogUnsynced();

    public void Unknown(WriteDurability durability, string why) => LogUnknown(durability, why);

    public void FewReplicas(int confirmed, int wanted) => LogFewReplicas(confirmed, wanted);
}
