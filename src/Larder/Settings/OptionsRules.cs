using Microsoft.Extensions.Logging;

namespace Larder.Settings;

/// <summary>What must hold for options, however they were set: values in their ranges, and none against another.</summary>
internal static class OptionsRules
{
    public static IEnumerable<SettingsProblem> Check(CacheOptions options, SettingsResult settings)
    {
        var named = options.Expirations.Keys.Select(SettingsTable.Expiration);
        foreach (var setting in SettingsTable.All.UnionBy(named, static setting => setting.Path, StringComparer.OrdinalIgnoreCase))
            if (setting.Check(options) is { } complaint) yield return Problem(setting, options, settings, complaint);
        foreach (var contradiction in Contradictions(options, settings)) yield return contradiction;
    }

    private static IEnumerable<SettingsProblem> Contradictions(CacheOptions options, SettingsResult settings)
    {
        if (options.Redis.Url is not { } url) yield break;
        var address = RedisAddress.Parse(url);
        var origin = settings.Describe(Find("Redis:Url"), options).Origin;
        if (options.Redis.Database is { } database && address.Database is { } inUrl && database != inUrl)
            yield return Contradiction("Redis:Database", $"which names database {inUrl}");
        if (options.Redis.Password is { } password && address.Password is { } secret && password != secret)
            yield return Contradiction("Redis:Password", "which holds another password");

        SettingsProblem Contradiction(string path, string what) => Problem(
            Find(path), options, settings,
            new("LAR212", $"Contradicts {Setting.Section}:Redis:Url, {what} (from {origin}).", "Leave one of the two out."));
    }

    private static Setting Find(string path) => SettingsTable.Find(path)!;

    private static SettingsProblem Problem(Setting setting, CacheOptions options, SettingsResult settings, Complaint complaint)
    {
        var (subject, origin) = settings.Describe(setting, options);
        return new(LogLevel.Error, subject, origin, complaint);
    }
}
