using System.Globalization;
using Larder.Redis.Tiers;
using Larder.Resp.Configuration;

namespace Larder.Redis.Hosting;

/// <summary>Where Redis is and how long it may take, from the options of a cache.</summary>
internal static class ConnectionSettings
{
    private const string DefaultHost = "localhost";
    private const int DefaultPort = 6379;

    public static RespOptions Of(CacheOptions options)
    {
        var redis = options.Redis;
        var parsed = RespOptions.Parse(AddressOf(redis));
        var settings = parsed with
        {
            Database = redis.Database ?? parsed.Database,
            User = redis.User ?? parsed.User,
            Tls = TlsSettings.Of(redis.Tls, parsed.Tls),
            ClientName = parsed.ClientName ?? (options.Name.Length > 0 ? options.Name : null),
            CommandTimeout = options.CommandTimeout,
            ConnectTimeout = redis.ConnectTimeout ?? parsed.ConnectTimeout,
            KeepAlive = redis.HealthCheckInterval ?? parsed.KeepAlive,
            // Memory follows the server that it reads from; only the primary hears of writes first.
            Reads = ReadPreference.Primary,
        };
        // A file is read for each connection, so a password in it can change.
        if (redis.PasswordFile is { } file) return settings with { Password = null, PasswordFile = file };
        return redis.Password is { } password ? settings with { Password = password } : settings;
    }

    /// <summary>The address, whether it is written as one or in parts.</summary>
    public static string AddressOf(RedisSettings redis) =>
        redis.Url ?? string.Create(CultureInfo.InvariantCulture, $"redis://{redis.Host ?? DefaultHost}:{redis.Port ?? DefaultPort}");

    public static RedisTierSettings TierOf(CacheOptions options)
    {
        var isCluster = RespOptions.Parse(AddressOf(options.Redis)).Deployment == RespDeployment.Cluster;
        return new RedisTierSettings(
            isCluster ? ReadSpread.OneEach : ReadSpread.OneCommand, options.ForeignValues, options.StalenessBound, options.DetachedExpiration,
            options.CommandTimeout)
        {
            ProofPrefix = isCluster ? options.KeyPrefix ?? $"{options.Name}:" : null,
        };
    }

    /// <summary>Where counters and visitors are, if the settings name another place than the cache's. A password goes only to the server of its URL.</summary>
    public static RespOptions? ForCounters(CacheOptions options)
    {
        var (url, database) = (options.Redis.CountersUrl, options.Redis.CountersDatabase);
        if (url is null && database is null) return null;
        var usual = Of(options);
        if (url is null) return usual with { Database = database!.Value };
        var parsed = RespOptions.Parse(url);
        return parsed with
        {
            Database = database ?? parsed.Database,
            ClientName = parsed.ClientName ?? usual.ClientName,
            CommandTimeout = options.CommandTimeout,
        };
    }
}
