using Microsoft.Extensions.Logging;

namespace Larder.Redis.Counting;

/// <summary>What the server's policy means for all that stands where the counters do.</summary>
internal sealed partial class EvictionLog(ILogger logger)
{
    [LoggerMessage(EventId = 210, EventName = "LAR210", Level = LogLevel.Warning,
        Message = "LAR210 Redis may evict counters, visits and what was to be kept for ever, such as the key ring: its maxmemory-policy is {Policy}, its maxmemory {MaxMemory} bytes. "
            + "Give them a server that keeps everything (Larder:Redis:CountersUrl), or set the policy of this one to noeviction.")]
    private partial void LogMayEvict(string policy, long maxMemory);

    [LoggerMessage(EventId = 221, EventName = "PolicyUnknown", Level = LogLevel.Debug,
        Message = "The maxmemory-policy of Redis could not be read; it is asked again. {Why}")]
    private partial void LogUnknown(string why);

    public void MayEvict(EvictionPolicy policy) => LogMayEvict(policy.Name, policy.MaxMemory);

    public void Unknown(string why) => LogUnknown(why);
}
