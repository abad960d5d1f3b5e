namespace Storefront.CacheMetrics;

/// <summary>What Redis says of itself, under the names of its INFO.</summary>
internal sealed record RedisMetrics
{
    public required long ConnectedClients { get; init; }

    public required string UsedMemoryHuman { get; init; }

    public required string UsedMemoryPeakHuman { get; init; }

    public required long TotalCommandsProcessed { get; init; }

    public required long KeyspaceHits { get; init; }

    public required long KeyspaceMisses { get; init; }

    /// <summary>Of the server's reads by all its clients.</summary>
    public required double HitRate { get; init; }

    /// <summary>Reads the text that INFO answers with; a line that is not there counts as zero.</summary>
    public static RedisMetrics Of(string text)
    {
        var lines = text.Split('\n').Select(static line => line.Trim().Split(':', 2)).Where(static parts => parts.Length == 2).ToDictionary(static parts => parts[0], static parts => parts[1]);
        var (hits, misses) = (Number("keyspace_hits"), Number("keyspace_misses"));
        return new RedisMetrics
        {
            ConnectedClients = Number("connected_clients"),
            UsedMemoryHuman = lines.GetValueOrDefault("used_memory_human", ""),
            UsedMemoryPeakHuman = lines.GetValueOrDefault("used_memory_peak_human", ""),
            TotalCommandsProcessed = Number("total_commands_processed"),
            KeyspaceHits = hits,
            KeyspaceMisses = misses,
            HitRate = CacheMetrics.HitRate.Of(hits, misses),
        };

        long Number(string name) =>
            long.TryParse(lines.GetValueOrDefault(name), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
