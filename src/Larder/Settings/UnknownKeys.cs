using Microsoft.Extensions.Logging;

namespace Larder.Settings;

/// <summary>Finds keys in the section that no setting has: typing errors, and words of other caches.</summary>
internal sealed class UnknownKeys(IReadOnlyList<Layer> layers, LogLevel level)
{
    private const string Code = "LAR231";

    /// <summary>How Kubernetes names the host and the port of a service called larder.</summary>
    private const string OfPlatform = SettingNames.VariablePrefix + "SERVICE_";

    private static readonly Dictionary<string, string> OtherWords = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Ttl"] = "Expiration", ["Duration"] = "Expiration", ["NegativeTtl"] = "NegativeExpiration", ["Stale"] = "StaleFor",
        ["FailSafe"] = "StaleFor", ["L1"] = "Memory", ["SizeLimit"] = "Memory:MaxBytes", ["L2"] = "SharedTier", ["Tier"] = "SharedTier",
        ["InstanceName"] = "KeyPrefix", ["ConnectionString"] = "Redis:Url", ["Configuration"] = "Redis:Url", ["Timeout"] = "CommandTimeout",
    };

    private readonly Dictionary<string, SettingsProblem> _found = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<SettingsProblem> Find(IEnumerable<string> scopes)
    {
        foreach (var scope in scopes)
            foreach (var layer in layers)
                Walk(layer, scope, "");
        foreach (var layer in layers.Where(static layer => layer.IsEnvironment)) WalkVariables(layer);
        return _found.Values;
    }

    private void Walk(Layer layer, string scope, string group)
    {
        var parent = group.Length == 0 ? scope : $"{scope}:{group}";
        if (IsText(layer, parent) && group.Length > 0)
            Report(layer, parent, $"{parent} has settings below it and takes no value itself.", [KnownBelow(parent, group)]);
        foreach (var name in layer.Names(parent))
        {
            if (group.Length == 0 && scope == Setting.Section && (Same(name, SettingsTable.Caches) || Same(name, SettingsTable.Admin))) continue;
            var path = group.Length == 0 ? name : $"{group}:{name}";
            if (IsGroup(path)) Walk(layer, scope, path);
            else if (SettingsTable.Find(path) is not null || Same(group, SettingsTable.Expirations)) RequireOneValue(layer, $"{parent}:{name}");
            else Report(layer, $"{parent}:{name}", $"{parent}:{name} is not a known setting.", [DidYouMean(name, group) + KnownBelow(parent, group)]);
        }
    }

    private void RequireOneValue(Layer layer, string key)
    {
        if (layer.Names(key).Any()) Report(layer, key, $"{key} takes one value.", ["Not a list, and no settings below it."]);
    }

    // A platform may set variables that begin like ours (a service called larder does): only what is nearly one of ours is a typing error.
    private void WalkVariables(Layer layer)
    {
        foreach (var name in layer.Names(null))
        {
            if (!name.StartsWith(SettingNames.VariablePrefix, StringComparison.OrdinalIgnoreCase)) continue;
            if (name.StartsWith(SettingNames.ExpirationPrefix, StringComparison.OrdinalIgnoreCase)) continue;
            if (name.StartsWith(OfPlatform, StringComparison.OrdinalIgnoreCase)) continue;
            if (SettingsTable.All.Any(setting => Same(setting.OwnVariable, name))) continue;
            if (Spelling.Nearest(name, SettingsTable.All.Select(static setting => setting.OwnVariable)) is { } near)
                _found[name] = new(LogLevel.Warning, $"{name} is not a known variable.", layer.OriginOf(name), new(Code, $"Did you mean {near}?"));
        }
    }

    private void Report(Layer layer, string key, string subject, IReadOnlyList<string> lines) =>
        _found[key] = new(level, subject, layer.OriginOf(FirstValueBelow(layer, key)), new(Code, lines));

    // An environment variable names a value, never the sections above it.
    private static string FirstValueBelow(Layer layer, string key)
    {
        while (layer.IsEnvironment && !layer.TryGet(key, out _) && layer.Names(key).FirstOrDefault() is { } name) key = $"{key}:{name}";
        return key;
    }

    private static string DidYouMean(string name, string group)
    {
        var meant = Spelling.Nearest(name, Below(group))
            ?? SettingsTable.All.FirstOrDefault(setting => Same(setting.Path.Split(':')[^1], name))?.Path
            ?? OtherWords.GetValueOrDefault(name);
        return meant is null ? "" : $"Did you mean {meant}? ";
    }

    private static string KnownBelow(string parent, string group) =>
        $"Known settings of {parent}: {string.Join(", ", Below(group))}{(Same(group, SettingsTable.Expirations) ? ", and names of your own" : "")}.";

    private static IEnumerable<string> Below(string group) =>
        SettingsTable.All.Select(static setting => setting.Path)
            .Where(path => group.Length == 0 || path.StartsWith(group + ":", StringComparison.OrdinalIgnoreCase))
            .Select(path => path[(group.Length == 0 ? 0 : group.Length + 1)..].Split(':')[0])
            .Distinct();

    private static bool IsGroup(string path) =>
        SettingsTable.All.Any(setting => setting.Path.StartsWith(path + ":", StringComparison.OrdinalIgnoreCase));

    private static bool IsText(Layer layer, string key) => layer.TryGet(key, out var text) && !string.IsNullOrEmpty(text);

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
