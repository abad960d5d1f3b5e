using Microsoft.Extensions.Logging;

namespace Larder.Redis.Tiers;

/// <summary>What nobody else can tell: failures of commands are logged by the guard of the cache.</summary>
internal static partial class TierLog
{
    [LoggerMessage(218, LogLevel.Warning, "LAR218 Redis does not tell this application of changes: {Problem} Memory asks again after {Detached}, so it may be stale for that long. Allow the user CLIENT TRACKING over RESP3 and restart.")]
    public static partial void NotFollowing(ILogger logger, string problem, TimeSpan detached);
}
