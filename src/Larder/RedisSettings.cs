namespace Larder;

/// <summary>Where Redis is. The documents' variables REDIS_URL, REDIS_DB, REDIS_PASSWORD and REDIS_MAX_CONNECTIONS fill these.</summary>
public sealed class RedisSettings
{
    /// <summary>A <c>redis://</c>, <c>rediss://</c>, <c>redis+sentinel://</c>, <c>redis+cluster://</c> or <c>unix://</c> URL. Null: none configured.</summary>
    public string? Url { get; set; }

    /// <summary>The database number; 0 to 1,000,000. Null: the one in the URL, else 0.</summary>
    public int? Database { get; set; }

    /// <summary>The password. Null: the one in the URL, else none. Never logged.</summary>
    public string? Password { get; set; }

    /// <summary>Accepted for those who come from a pool; one connection carries many commands at once, so few are ever opened.</summary>
    public int? MaxConnections { get; set; }

    /// <summary>A URL of another server for counters and visitors, one that evicts nothing; with its own password. Null: where the cache is.</summary>
    public string? CountersUrl { get; set; }

    /// <summary>The database number for counters and visitors; 0 to 1,000,000. Null: the one in their URL, else the cache's.</summary>
    public int? CountersDatabase { get; set; }
}
