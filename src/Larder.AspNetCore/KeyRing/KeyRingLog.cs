using Microsoft.Extensions.Logging;

namespace Larder.AspNetCore.KeyRing;

/// <summary>What the key ring's place logs.</summary>
internal sealed partial class KeyRingLog(ILogger<KeyRingLog> logger)
{
    [LoggerMessage(371, LogLevel.Warning, "LAR371 The key ring lives in this process only, as its cache has no shared tier: what is signed now is worth nothing after a restart, or on another instance. Use UseRedis() or UseSqlite().")]
    public partial void NotDurable();

    [LoggerMessage(372, LogLevel.Error, "LAR372 The element {Name} of the key ring is no XML and was left out. What its key protected can't be read.")]
    public partial void Unreadable(string name, Exception failure);

    [LoggerMessage(3700, LogLevel.Warning, "An element of the key ring could not be deleted.")]
    public partial void NotDeleted(Exception failure);
}
