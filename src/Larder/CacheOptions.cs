using System.Text.Json;

namespace Larder;

/// <summary>How one cache behaves. Bound from the section <c>Larder</c> of the configuration and from the environment; see docs/guide/configuration.md.</summary>
public sealed class CacheOptions
{
    /// <summary>The application's name in keys, logs and headers; letters, digits, dash, dot and underscore. Default: the entry assembly's.</summary>
    public string Name { get; set; } = "";

    /// <summary>In front of every key in the shared tier. Null: <c>{Name}:</c>, and <c>{Name}/{cache}:</c> for a named cache. May be empty.</summary>
    public string? KeyPrefix { get; set; }

    /// <summary>How long a value is fresh when the call names nothing. Default 1 hour.</summary>
    public TimeSpan Expiration { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Named expirations, e.g. <c>Short</c> (5 minutes) and <c>Long</c> (24 hours); applications add their own.</summary>
    public IDictionary<string, TimeSpan> Expirations { get; } = new Dictionary<string, TimeSpan>(StringComparer.OrdinalIgnoreCase)
    {
        ["Short"] = TimeSpan.FromMinutes(5),
        ["Long"] = TimeSpan.FromHours(24),
    };

    /// <summary>How long past expiration a value may be served when loading fails. Default 10 minutes; zero: never.</summary>
    public TimeSpan StaleFor { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long before expiration a read starts to load the value anew, in the background. Default zero: never.</summary>
    public TimeSpan RefreshAhead { get; set; }

    /// <summary>After how long a load is given up; the time that it waits for a place counts. Default 30 seconds, as a database command has.</summary>
    public TimeSpan LoadTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a caller waits for a load when a stale value could be served instead. Default null: until the load ends.</summary>
    public TimeSpan? SoftTimeout { get; set; }

    /// <summary>How long a null, or an id that does not exist, is remembered. Default 30 seconds.</summary>
    public TimeSpan NegativeExpiration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Up to which share of its length an expiration is shortened by chance; 0 to 0.5. Default 0.05.</summary>
    public double Jitter { get; set; } = 0.05;

    /// <summary>The bytes that entries may take in memory, keys and bookkeeping included. Default 128 MB.</summary>
    public long MemoryBytes { get; set; } = 128L << 20;

    /// <summary>The most entries in memory, 1 or more. Null, the default: only their bytes count.</summary>
    public int? MemoryEntries { get; set; }

    /// <summary>The most characters of a key. Default 1,024.</summary>
    public int MaxKeyLength { get; set; } = 1024;

    /// <summary>The most bytes of a serialised value; a larger one is returned but not kept. Default 1 MB.</summary>
    public int MaxValueBytes { get; set; } = 1 << 20;

    /// <summary>From how many bytes on a serialised value is compressed in the shared tier. Default 4 KB; 1 GB: never, as no value is that large.</summary>
    public int CompressAbove { get; set; } = 4 << 10;

    /// <summary>
    /// The bound Y: memory serves nothing that was overwritten or removed in the shared tier longer ago than this, while that is connected. Default 1 second.
    /// </summary>
    public TimeSpan StalenessBound { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long memory keeps what was loaded while the shared tier can't be reached; nobody tells us of changes then. Default 5 seconds.</summary>
    public TimeSpan DetachedExpiration { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one command to the shared tier may take. Default 250 ms.</summary>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How many failed commands in a row open the breaker. Default 5.</summary>
    public int BreakerOpensAfter { get; set; } = 5;

    /// <summary>How long the breaker stays open before one command tries again. Default 2 seconds.</summary>
    public TimeSpan BreakerOpenFor { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long the right to load a key lasts in the fleet before another instance may take over; extended while the load runs. Default 10 seconds.
    /// </summary>
    public TimeSpan LeaseFor { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long the keys of <see cref="ICache.ChangeSourceAsync"/> stay held after the process that changes them has died; 100 ms to 1 hour, longer than
    /// the source needs to commit. Default null: nothing is held. All instances need the same choice.
    /// </summary>
    public TimeSpan? WriterHoldFor { get; set; }

    /// <summary>Whether a change is made when nothing can be held for it, as the shared tier can't be reached. Default: it is.</summary>
    public WriterHoldFailure WriterHoldFailure { get; set; }

    /// <summary>How many loads may run at once in this process; further ones wait. Default 256.</summary>
    public int MaxConcurrentLoads { get; set; } = 256;

    /// <summary>How values become JSON; set in code, with a source-generated context for trimmed applications. Null: the serializer's defaults.</summary>
    public JsonSerializerOptions? Json { get; set; }

    /// <summary>
    /// Types of which you promise that nobody changes a value that came from the cache or went into it, e.g. <c>typeof(List&lt;Product&gt;)</c>: memory
    /// hands out the same object to all. Immutable types are shared anyway, of others each caller gets a copy; see docs/guide/values.md.
    /// </summary>
    public ISet<Type> SharedInMemory { get; } = new HashSet<Type>();

    /// <summary>What becomes of values that other programs wrote under keys of the cache. Default: they are a miss.</summary>
    public ForeignValues ForeignValues { get; set; }

    /// <summary>By which keys entries in the shared tier are encrypted; set in code. Empty: they are not.</summary>
    public EncryptionKeys EncryptionKeys { get; } = new();

    /// <summary>Which tier instances share. Default: the one that was configured in code.</summary>
    public SharedTierChoice SharedTier { get; set; } = SharedTierChoice.Auto;

    /// <summary>Where Redis is, for the Redis tier.</summary>
    public RedisSettings Redis { get; } = new();

    /// <summary>Where the file is, for the SQLite tier.</summary>
    public SqliteSettings Sqlite { get; } = new();

    /// <summary>How long a session lives without use. Default 30 minutes.</summary>
    public TimeSpan SessionMaxAge { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Whether a sign-out removes what is cached about the user and the session, where the application registered that. Default true.</summary>
    public bool ClearOnLogout { get; set; } = true;
}
