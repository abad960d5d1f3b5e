using Microsoft.Extensions.Logging;

namespace Larder.Settings;

/// <summary>What must hold for options, however they were set: values in their ranges, and none against another.</summary>
internal static class OptionsRules
{
    public static IEnumerable<SettingsProblem> Check(CacheOptions options, SettingsResult settings)
    {
        var named = options.Expirations.Keys.Select(SettingsTable.Expiration);
        foreach (var setting in SettingsTable.All.UnionBy(named, static setting => setting.Path, StringComparer.OrdinalIgnoreCase))
            if ((IsRedisUsed(options) || !setting.Path.StartsWith("Redis:", StringComparison.OrdinalIgnoreCase)) && setting.Check(options) is { } complaint)
                yield return Problem(setting, options, settings, complaint);
        foreach (var contradiction in Contradictions(options, settings)) yield return contradiction;
    }

    private static IEnumerable<SettingsProblem> Contradictions(CacheOptions options, SettingsResult settings)
    {
        var (redis, isUsed) = (options.Redis, IsRedisUsed(options));
        if (isUsed && redis.Url is { } url)
        {
            var address = RedisAddress.Parse(url);
            if (redis.Database is { } database && address.Database is { } inUrl && database != inUrl)
                yield return Contradiction("Redis:Database", "Redis:Url", $"which names database {inUrl}");
            if (redis.Password is { } password && address.Password is { } secret && password != secret)
                yield return Contradiction("Redis:Password", "Redis:Url", "which holds another password");
            if (redis.Host is not null) yield return Contradiction("Redis:Host", "Redis:Url", "which says where Redis is");
            if (redis.Port is not null) yield return Contradiction("Redis:Port", "Redis:Url", "which says where Redis is");
        }

        if (isUsed && redis.CountersUrl is { } countersUrl && redis.CountersDatabase is { } counters
            && RedisAddress.Parse(countersUrl).Database is { } inCountersUrl && counters != inCountersUrl)
            yield return Contradiction("Redis:CountersDatabase", "Redis:CountersUrl", $"which names database {inCountersUrl}");

        SettingsProblem Contradiction(string path, string other, string what)
        {
            var origin = settings.Describe(Find(other), options).Origin;
            return Problem(
                Find(path), options, settings,
                new("LAR212", $"Contradicts {Setting.Section}:{other}, {what} (from {origin}).", "Leave one of the two out."));
        }
    }

    /// <summary>An address of a Redis that the settings rule out is nobody's business: it may stand there for another application.</summary>
    private static bool IsRedisUsed(CacheOptions options) => options.SharedTier is not (SharedTierChoice.None or SharedTierChoice.Sqlite);

    private static Setting Find(string path) => SettingsTable.Find(path)!;

    private static SettingsProblem Problem(Setting setting, CacheOptions options, SettingsResult settings, Complaint complaint)
    {
        var (subject, origin) = settings.Describe(setting, options);
        return new(LogLevel.Error, subject, origin, complaint);
    }
}
