using Microsoft.Extensions.Logging;

namespace Larder.Sqlite.Storage;

/// <summary>What nobody else can tell: failures of commands are logged by the guard of the cache.</summary>
internal sealed partial class StoreLog(ILogger logger)
{
    [LoggerMessage(EventId = 215, EventName = "LAR215", Level = LogLevel.Warning,
        Message = "LAR215 {Path} was moved aside because {Why}: it is now {Aside}. A new file was made; its entries are loaded again when they are asked for.")]
    private partial void LogMovedAside(string path, string why, string aside);

    [LoggerMessage(EventId = 220, EventName = "Swept", Level = LogLevel.Debug,
        Message = "Swept {Path}: {Expired} expired, {Evicted} evicted, {Trimmed} changes trimmed.")]
    private partial void LogSwept(string path, long expired, long evicted, long trimmed);

    public void MovedAside(string path, string why, string aside) => LogMovedAside(path, why, aside);

    public void Swept(string path, long expired, long evicted, long trimmed) => LogSwept(path, expired, evicted, trimmed);
}
