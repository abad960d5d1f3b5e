namespace Larder.Settings;

/// <summary>All settings that there are. What is read, what is checked, what is suggested and what the guide lists comes from here.</summary>
internal static class SettingsTable
{
    /// <summary>The group below which an application names expirations of its own.</summary>
    public const string Expirations = "Expiration";

    /// <summary>The group with a section for each named cache.</summary>
    public const string Caches = "Caches";

    /// <summary>The group of the endpoints for those who look after the cache, who read it themselves.</summary>
    public const string Admin = "Admin";

    private static readonly TimeSpan TenYears = TimeSpan.FromDays(3650);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly Limit<TimeSpan> Lifetime = Limits.Between(Shortest, TenYears, ValueFormats.Duration);

    public static IReadOnlyList<Setting> All { get; } = [.. Entries(), .. Bounds(), .. SharedTier(), .. RedisTable.All(), .. Sqlite(), .. Sessions()];

    public static Setting? Find(string path) => All.FirstOrDefault(setting => setting.Path.Equals(path, StringComparison.OrdinalIgnoreCase));

    /// <summary>The setting that holds an expiration under this name.</summary>
    public static Setting Expiration(string name) => Find($"{Expirations}:{name}") ?? Named(name, "");

    private static IEnumerable<Setting> Entries() =>
    [
        new Setting<string?>("Name", ValueFormats.Text, static o => o.Name, static (o, v) => o.Name = v ?? "")
        {
            Meaning = "The application's name in keys, logs and headers. Default: the entry assembly's.",
            Limit = Limits.Name,
        },
        new Setting<string?>("KeyPrefix", ValueFormats.TextOrEmpty, static o => o.KeyPrefix, static (o, v) => o.KeyPrefix = v)
        {
            Meaning = "In front of every key in the shared tier. Default: `{Name}:`.",
            Limit = Limits.KeyPrefix,
        },
        new Setting<TimeSpan>("Expiration:Default", ValueFormats.Duration, static o => o.Expiration, static (o, v) => o.Expiration = v)
        {
            Meaning = "How long a value is fresh when the call names nothing.",
            Limit = Lifetime,
            Variable = "CACHE_TTL_DEFAULT",
        },
        Named("Short", "The expiration named `Short`.", "CACHE_TTL_SHORT"),
        Named("Long", "The expiration named `Long`.", "CACHE_TTL_LONG"),
        new Setting<TimeSpan>("StaleFor", ValueFormats.Duration, static o => o.StaleFor, static (o, v) => o.StaleFor = v)
        {
            Meaning = "How long past expiration a value may be served when loading fails; `0`: never.",
            Limit = Limits.Between(TimeSpan.Zero, TenYears, ValueFormats.Duration),
        },
        new Setting<TimeSpan>("RefreshAhead", ValueFormats.Duration, static o => o.RefreshAhead, static (o, v) => o.RefreshAhead = v)
        {
            Meaning = "How long before expiration a read starts to load the value anew, in the background; `0`: never.",
            Limit = Limits.Between(TimeSpan.Zero, TenYears, ValueFormats.Duration),
        },
        new Setting<TimeSpan>("NegativeExpiration", ValueFormats.Duration,
            static o => o.NegativeExpiration, static (o, v) => o.NegativeExpiration = v)
        {
            Meaning = "How long a null, or an id that does not exist, is remembered.",
            Limit = Lifetime,
        },
        new Setting<double>("Jitter", ValueFormats.Share, static o => o.Jitter, static (o, v) => o.Jitter = v)
        {
            Meaning = "Up to which share of its length an expiration is shortened by chance.",
            Limit = Limits.Between(0, 0.5, ValueFormats.Share),
        },
    ];

    private static IEnumerable<Setting> Bounds() =>
    [
        new Setting<long>("Memory:MaxBytes", ValueFormats.Size, static o => o.MemoryBytes, static (o, v) => o.MemoryBytes = v)
        {
            Meaning = "The bytes that entries may take in memory, keys and bookkeeping included.",
            Limit = Limits.Between(1L << 10, 1L << 40, ValueFormats.Size),
        },
        new Setting<int?>("Memory:MaxEntries", ValueFormats.OptionalNumber, static o => o.MemoryEntries, static (o, v) => o.MemoryEntries = v)
        {
            Meaning = "The most entries in memory; by default only their bytes count.",
            Limit = Limits.Between<int?>(1, int.MaxValue, ValueFormats.OptionalNumber),
        },
        new Setting<int>("MaxKeyLength", ValueFormats.WholeNumber, static o => o.MaxKeyLength, static (o, v) => o.MaxKeyLength = v)
        {
            Meaning = "The most characters of a key.",
            Limit = Limits.Between(1, 65_536, ValueFormats.WholeNumber),
        },
        new Setting<int>("MaxValueBytes", ValueFormats.SmallSize, static o => o.MaxValueBytes, static (o, v) => o.MaxValueBytes = v)
        {
            Meaning = "The most bytes of a serialised value; a larger one is returned but not kept.",
            Limit = Limits.Between(1, 512 << 20, ValueFormats.SmallSize),
        },
        new Setting<int>("CompressAbove", ValueFormats.SmallSize, static o => o.CompressAbove, static (o, v) => o.CompressAbove = v)
        {
            Meaning = "From how many bytes on a serialised value is compressed in the shared tier; `1GB`: never.",
            Limit = Limits.Between(0, 1 << 30, ValueFormats.SmallSize),
        },
        new Setting<TimeSpan>("LoadTimeout", ValueFormats.Duration, static o => o.LoadTimeout, static (o, v) => o.LoadTimeout = v)
        {
            Meaning = "After how long a load is given up; the time that it waits for a place counts.",
            Limit = Span(1, TimeSpan.FromDays(30)),
        },
        new Setting<TimeSpan?>("SoftTimeout", ValueFormats.OptionalDuration, static o => o.SoftTimeout, static (o, v) => o.SoftTimeout = v)
        {
            Meaning = "How long a caller waits for a load when a stale value could be served instead. Default: until the load ends.",
            Limit = Limits.Between<TimeSpan?>(Shortest, TimeSpan.FromDays(30), ValueFormats.OptionalDuration),
        },
        new Setting<int>("MaxConcurrentLoads", ValueFormats.WholeNumber, static o => o.MaxConcurrentLoads, static (o, v) => o.MaxConcurrentLoads = v)
        {
            Meaning = "How many loads may run at once in this process; further ones wait.",
            Limit = Limits.Between(1, 1_000_000, ValueFormats.WholeNumber),
        },
    ];

    private static IEnumerable<Setting> SharedTier() =>
    [
        new Setting<SharedTierChoice>("SharedTier", ValueFormats.TierChoice, static o => o.SharedTier, static (o, v) => o.SharedTier = v)
        {
            Meaning = "Which tier instances share; `auto`: the one that the code names.",
            Limit = Limits.Choice,
        },
        new Setting<ForeignValues>("ForeignValues", ValueFormats.Foreign, static o => o.ForeignValues, static (o, v) => o.ForeignValues = v)
        {
            Meaning = "What becomes of values that other programs wrote under keys of the cache: a miss, or read as they are.",
            Limit = Limits.Foreign,
        },
        new Setting<TimeSpan>("StalenessBound", ValueFormats.Duration, static o => o.StalenessBound, static (o, v) => o.StalenessBound = v)
        {
            Meaning = "Memory serves nothing that was changed in the shared tier longer ago than this, while that is connected.",
            Limit = Span(50, TimeSpan.FromHours(1)),
        },
        new Setting<TimeSpan>("DetachedExpiration", ValueFormats.Duration,
            static o => o.DetachedExpiration, static (o, v) => o.DetachedExpiration = v)
        {
            Meaning = "How long memory keeps what was loaded while the shared tier can't be reached.",
            Limit = Span(0, TimeSpan.FromDays(1)),
        },
        new Setting<TimeSpan>("CommandTimeout", ValueFormats.Duration, static o => o.CommandTimeout, static (o, v) => o.CommandTimeout = v)
        {
            Meaning = "How long one command to the shared tier may take.",
            Limit = Span(1, TimeSpan.FromMinutes(5)),
        },
        new Setting<int>("Breaker:OpensAfter", ValueFormats.WholeNumber, static o => o.BreakerOpensAfter, static (o, v) => o.BreakerOpensAfter = v)
        {
            Meaning = "How many failed commands in a row open the breaker.",
            Limit = Limits.Between(1, 10_000, ValueFormats.WholeNumber),
        },
        new Setting<TimeSpan>("Breaker:OpenFor", ValueFormats.Duration, static o => o.BreakerOpenFor, static (o, v) => o.BreakerOpenFor = v)
        {
            Meaning = "How long the breaker stays open before one command tries again.",
            Limit = Span(1, TimeSpan.FromHours(1)),
        },
        new Setting<TimeSpan>("LeaseFor", ValueFormats.Duration, static o => o.LeaseFor, static (o, v) => o.LeaseFor = v)
        {
            Meaning = "How long the right to load a key lasts before another instance may take over; extended while the load runs.",
            Limit = Span(100, TimeSpan.FromHours(1)),
        },
        new Setting<TimeSpan?>("WriterHoldFor", ValueFormats.OptionalDuration, static o => o.WriterHoldFor, static (o, v) => o.WriterHoldFor = v)
        {
            Meaning = "How long keys stay held after a process died while it changed their source ([strict writes](strict-writes.md)). Default: nothing is held.",
            Limit = Limits.Between<TimeSpan?>(TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1), ValueFormats.OptionalDuration),
        },
        new Setting<WriterHoldFailure>("WriterHoldFailure", ValueFormats.HoldFailure,
            static o => o.WriterHoldFailure, static (o, v) => o.WriterHoldFailure = v)
        {
            Meaning = "Whether a change of the source is made when nothing can be held for it.",
            Limit = Limits.HoldFailure,
        },
    ];

    private static IEnumerable<Setting> Sqlite() =>
    [
        new Setting<string?>("Sqlite:Path", ValueFormats.Text, static o => o.Sqlite.Path, static (o, v) => o.Sqlite.Path = v)
        {
            Meaning = "The file. Default: `.larder/{Name}.db` below the content root.",
            Limit = Limits.FilePath,
        },
        new Setting<long>("Sqlite:MaxBytes", ValueFormats.Size, static o => o.Sqlite.MaxBytes, static (o, v) => o.Sqlite.MaxBytes = v)
        {
            Meaning = "The most bytes of the file.",
            Limit = Limits.Between(1L << 20, 1L << 40, ValueFormats.Size),
        },
    ];

    private static IEnumerable<Setting> Sessions() =>
    [
        new Setting<TimeSpan>("SessionMaxAge", ValueFormats.Duration, static o => o.SessionMaxAge, static (o, v) => o.SessionMaxAge = v)
        {
            Meaning = "How long a session lives without use.",
            Limit = Lifetime,
            Variable = "SESSION_MAX_AGE",
        },
        new Setting<bool>("Privacy:ClearOnLogout", ValueFormats.YesOrNo, static o => o.ClearOnLogout, static (o, v) => o.ClearOnLogout = v)
        {
            Meaning = "Whether a sign-out removes what is cached about the user and the session ([sign-out](sign-out.md)).",
        },
    ];

    private static Setting<TimeSpan?> Named(string name, string meaning, string? variable = null) => new(
        $"{Expirations}:{name}", ValueFormats.OptionalDuration,
        options => options.Expirations.TryGetValue(name, out var span) ? span : null,
        (options, value) => options.Expirations[name] = value ?? TimeSpan.Zero)
    {
        Meaning = meaning,
        OwnVariable = SettingNames.ExpirationPrefix + name.ToUpperInvariant(),
        Limit = Limits.Between<TimeSpan?>(Shortest, TenYears, ValueFormats.OptionalDuration),
        Variable = variable,
    };

    private static Limit<TimeSpan> Span(int leastMs, TimeSpan most) =>
        Limits.Between(TimeSpan.FromMilliseconds(leastMs), most, ValueFormats.Duration);
}
