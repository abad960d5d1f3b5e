namespace Larder;

/// <summary>Where Redis is. The documents' variables REDIS_URL, REDIS_DB, REDIS_PASSWORD and REDIS_MAX_CONNECTIONS fill these.</summary>
public sealed class RedisSettings
{
    private string? _password;

    /// <summary>A <c>redis://</c>, <c>rediss://</c>, <c>redis+sentinel://</c>, <c>redis+cluster://</c> or <c>unix://</c> URL. Null: none configured.</summary>
    public string? Url { get; set; }

    /// <summary>Where Redis is, instead of a URL: a name or address without a port. Null: the URL's.</summary>
    public string? Host { get; set; }

    /// <summary>The port beside <see cref="Host"/>; 1 to 65,535. Null: 6379.</summary>
    public int? Port { get; set; }

    /// <summary>The database number; 0 to 1,000,000. Null: the one in the URL, else 0.</summary>
    public int? Database { get; set; }

    /// <summary>The ACL user. Null: the one in the URL, else the default user.</summary>
    public string? User { get; set; }

    /// <summary>The password. Null: the one in the URL, else none. Never logged. Setting it takes back <see cref="PasswordFile"/>.</summary>
    public string? Password
    {
        get => _password;
        set => (_password, PasswordFile) = (value, null);
    }

    /// <summary>The file that <see cref="Password"/> came from, read again for each connection. Null: it came from no file.</summary>
    public string? PasswordFile { get; private set; }

    /// <summary>TLS.</summary>
    public RedisTlsSettings Tls { get; } = new();

    /// <summary>How long a connection may take with its greeting; 1 ms to 5 min. Null: as the URL says, else 2 s.</summary>
    public TimeSpan? ConnectTimeout { get; set; }

    /// <summary>How long a connection may be silent before the server is asked whether it lives; 1 s to 1 h. Null: as the URL says, else 5 s.</summary>
    public TimeSpan? HealthCheckInterval { get; set; }

    /// <summary>Accepted for those who come from other clients, and without effect (LAR233): what had no answer in time is not sent again.</summary>
    public bool? RetryOnTimeout { get; set; }

    /// <summary>Accepted for those who come from a pool; one connection carries many commands at once, so few are ever opened.</summary>
    public int? MaxConnections { get; set; }

    /// <summary>A URL of another server for counters, visitors and the key ring, one that evicts nothing; with its own password. Null: where the cache is.</summary>
    public string? CountersUrl { get; set; }

    /// <summary>The database number for counters and visitors; 0 to 1,000,000. Null: the one in their URL, else the cache's.</summary>
    public int? CountersDatabase { get; set; }

    internal void TakePassword(string? password, string? file) => (_password, PasswordFile) = (password, file);
}
