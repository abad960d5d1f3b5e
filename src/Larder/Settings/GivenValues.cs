namespace Larder.Settings;

/// <summary>
/// Finds what was given. In one layer the documents' variable is the weakest name, then <c>LARDER_…</c>, then the key itself; a later layer
/// beats an earlier one, and the section of a cache beats the section of all, whatever the layer.
/// </summary>
internal sealed class GivenValues(IReadOnlyList<Layer> layers, string cacheName)
{
    // Where a Redis is named for everybody and not for us alone; asked only when nobody told us.
    private static readonly string[] ConnectionStrings = ["ConnectionStrings:cache", "ConnectionStrings:Redis"];

    /// <summary>The sections that hold for this cache, the more special one last.</summary>
    public IReadOnlyList<string> Scopes { get; } =
        cacheName.Length == 0 ? [Setting.Section] : [Setting.Section, $"{Setting.Section}:{SettingsTable.Caches}:{cacheName}"];

    public IReadOnlyList<GivenValue> Find() => [.. SettingsTable.All.Concat(OwnExpirations()).Select(Find).OfType<GivenValue>()];

    private GivenValue? Find(Setting setting)
    {
        GivenValue? given = setting.Variable == "REDIS_URL" ? FromConnectionStrings(setting) : null;
        foreach (var scope in Scopes)
            foreach (var layer in layers)
                foreach (var name in Names(setting, scope))
                {
                    if (!layer.TryGet(name, out var text)) continue;
                    if (text is null) given = null;
                    else if (!setting.IsNothing(text)) given = new(setting, scope, text, layer, name);
                }
        return given;
    }

    private static IEnumerable<string> Names(Setting setting, string scope)
    {
        if (scope == Setting.Section)
        {
            if (setting.Variable is not null) yield return setting.Variable;
            yield return setting.OwnVariable;
        }
        yield return $"{scope}:{setting.Path}";
    }

    private GivenValue? FromConnectionStrings(Setting setting)
    {
        GivenValue? given = null;
        foreach (var name in ConnectionStrings)
            foreach (var layer in layers)
                if (layer.TryGet(name, out var text) && text is not null && !setting.IsNothing(text) && IsOurs(name, text))
                    given = new(setting, Setting.Section, text, layer, name);
        return given;
    }

    // Many things are called cache, and a database file is no Redis; what is called Redis is meant.
    private static bool IsOurs(string name, string text) => name == ConnectionStrings[1] || RedisAddress.Parse(text).Complaint is null;

    private IEnumerable<Setting> OwnExpirations() =>
        layers.SelectMany(layer => Scopes.SelectMany(scope => layer.Names($"{scope}:{SettingsTable.Expirations}")).Concat(FromVariables(layer)))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(static name => SettingsTable.Find($"{SettingsTable.Expirations}:{name}") is null)
            .Select(SettingsTable.Expiration);

    private static IEnumerable<string> FromVariables(Layer layer) =>
        layer.Names(null)
            .Where(static name => name.StartsWith(SettingNames.ExpirationPrefix, StringComparison.OrdinalIgnoreCase))
            .Select(static name => name[SettingNames.ExpirationPrefix.Length..])
            .Where(static name => name.Length > 0);
}
