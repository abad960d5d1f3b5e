namespace Larder.Settings;

/// <summary>The settings of Redis.</summary>
internal static class RedisTable
{
    private const int HighestPort = 65_535;
    private const int HighestDatabase = 1_000_000;

    public static IEnumerable<Setting> All() => [.. Place(), .. Login(), .. Tls(), .. Waits(), .. Counters()];

    private static IEnumerable<Setting> Place() =>
    [
        new Setting<string?>("Redis:Url", ValueFormats.RedisUrl, static o => o.Redis.Url, static (o, v) => o.Redis.Url = v)
        {
            Meaning = "Where Redis is.",
            Limit = Limits.Redis,
            Variable = "REDIS_URL",
        },
        new Setting<string?>("Redis:Host", ValueFormats.Text, static o => o.Redis.Host, static (o, v) => o.Redis.Host = v)
        {
            Meaning = "Where Redis is, instead of a URL.",
            Limit = Limits.Host,
        },
        new Setting<int?>("Redis:Port", ValueFormats.OptionalNumber, static o => o.Redis.Port, static (o, v) => o.Redis.Port = v)
        {
            Meaning = "The port beside `Host`. Default: 6379.",
            Limit = Limits.Between<int?>(1, HighestPort, ValueFormats.OptionalNumber),
        },
        new Setting<int?>("Redis:Database", ValueFormats.OptionalNumber, static o => o.Redis.Database, static (o, v) => o.Redis.Database = v)
        {
            Meaning = "The database, where the URL names none.",
            Limit = Limits.Between<int?>(0, HighestDatabase, ValueFormats.OptionalNumber),
            Variable = "REDIS_DB",
        },
    ];

    private static IEnumerable<Setting> Login() =>
    [
        new Setting<string?>("Redis:User", ValueFormats.Text, static o => o.Redis.User, static (o, v) => o.Redis.User = v)
        {
            Meaning = "The ACL user, where the URL names none.",
        },
        new Setting<string?>("Redis:Password", ValueFormats.Secret, static o => o.Redis.Password, static (o, v) => o.Redis.Password = v)
        {
            Meaning = "The password, where the URL has none.",
            Variable = "REDIS_PASSWORD",
        },
        new Setting<SecretFile?>("Redis:PasswordFile", ValueFormats.SecretFile, static _ => null, static (o, v) => o.Redis.TakePassword(v?.Secret, v?.Path))
        {
            Meaning = "A file that holds the password and nothing else. Read for each connection.",
        },
    ];

    private static IEnumerable<Setting> Tls() =>
    [
        new Setting<bool?>("Redis:Tls:Enabled", ValueFormats.OptionalSwitch, static o => o.Redis.Tls.Enabled, static (o, v) => o.Redis.Tls.Enabled = v)
        {
            Meaning = "TLS, where the URL does not say it (`rediss://`).",
        },
        new Setting<RedisCertificateCheck?>("Redis:Tls:Verify", ValueFormats.OptionalCertificateCheck, static o => o.Redis.Tls.Verify, static (o, v) => o.Redis.Tls.Verify = v)
        {
            Meaning = "What of the server's certificate is checked: all, all but the name, nothing ([LAR217](../errors/LAR217.md)). Default: all.",
        },
        new Setting<string?>("Redis:Tls:CaFile", ValueFormats.Text, static o => o.Redis.Tls.CaFile, static (o, v) => o.Redis.Tls.CaFile = v)
        {
            Meaning = "A PEM file with the authorities to trust. Default: the system's.",
            Limit = Limits.FilePath,
        },
        new Setting<string?>("Redis:Tls:CertFile", ValueFormats.Text, static o => o.Redis.Tls.CertFile, static (o, v) => o.Redis.Tls.CertFile = v)
        {
            Meaning = "A PEM file with a certificate to show to the server.",
            Limit = Limits.FilePath,
        },
        new Setting<string?>("Redis:Tls:KeyFile", ValueFormats.Text, static o => o.Redis.Tls.KeyFile, static (o, v) => o.Redis.Tls.KeyFile = v)
        {
            Meaning = "A PEM file with the key of that certificate.",
            Limit = Limits.FilePath,
        },
    ];

    private static IEnumerable<Setting> Waits() =>
    [
        new Setting<TimeSpan?>("Redis:ConnectTimeout", ValueFormats.OptionalDuration, static o => o.Redis.ConnectTimeout, static (o, v) => o.Redis.ConnectTimeout = v)
        {
            Meaning = "How long a connection may take with its greeting. Default: 2s.",
            Limit = Limits.Between<TimeSpan?>(TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(5), ValueFormats.OptionalDuration),
        },
        new Setting<TimeSpan?>("Redis:HealthCheckInterval", ValueFormats.OptionalDuration,
            static o => o.Redis.HealthCheckInterval, static (o, v) => o.Redis.HealthCheckInterval = v)
        {
            Meaning = "How long a connection may be silent before the server is asked whether it lives. Default: 5s.",
            Limit = Limits.Between<TimeSpan?>(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), ValueFormats.OptionalDuration),
        },
        new Setting<bool?>("Redis:RetryOnTimeout", ValueFormats.OptionalSwitch, static o => o.Redis.RetryOnTimeout, static (o, v) => o.Redis.RetryOnTimeout = v)
        {
            Meaning = "Accepted, and without effect ([LAR233](../errors/LAR233.md)).",
        },
        new Setting<int?>("Redis:MaxConnections", ValueFormats.OptionalNumber,
            static o => o.Redis.MaxConnections, static (o, v) => o.Redis.MaxConnections = v)
        {
            Meaning = "Accepted; so many are never opened ([LAR216](../errors/LAR216.md)).",
            Limit = Limits.Between<int?>(1, 100_000, ValueFormats.OptionalNumber),
            Variable = "REDIS_MAX_CONNECTIONS",
        },
    ];

    private static IEnumerable<Setting> Counters() =>
    [
        new Setting<string?>("Redis:CountersUrl", ValueFormats.RedisUrl,
            static o => o.Redis.CountersUrl, static (o, v) => o.Redis.CountersUrl = v)
        {
            Meaning = "Another server for counters, visitors and the key ring, one that evicts nothing ([LAR210](../errors/LAR210.md)).",
            Limit = Limits.Redis,
        },
        new Setting<int?>("Redis:CountersDatabase", ValueFormats.OptionalNumber,
            static o => o.Redis.CountersDatabase, static (o, v) => o.Redis.CountersDatabase = v)
        {
            Meaning = "The database of counters and visitors. Default: their URL's, else the cache's.",
            Limit = Limits.Between<int?>(0, HighestDatabase, ValueFormats.OptionalNumber),
        },
    ];
}
