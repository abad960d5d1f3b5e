using Larder.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Larder.Declared;

/// <summary>Checks at the start what attributes name: durations in the settings, and caches.</summary>
internal sealed class DeclaredSettings(IServiceProviderIsKeyedService known, IReadOnlyList<CacheFamily> families) : IValidateOptions<CacheOptions>
{
    public ValidateOptionsResult Validate(string? name, CacheOptions options)
    {
        string[] problems = [.. families.Where(family => family.Cache == (name ?? "")).SelectMany(family => ProblemsOf(family, options))];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> ProblemsOf(CacheFamily family, CacheOptions options)
    {
        if (!known.IsKeyedService(typeof(ICache), family.Cache))
            yield return $"LAR343 {family.Method} is cached in {(family.Cache.Length == 0 ? "the default cache" : $"the cache \"{family.Cache}\"")}, "
                + $"and there is none. Call AddLarder({(family.Cache.Length == 0 ? "" : $"\"{family.Cache}\"")}).";
        foreach (var (what, duration) in family.Durations)
            if (!duration.IsIn(options)) yield return Unknown(family, what, duration.Name!, options);
    }

    private static string Unknown(CacheFamily family, string what, string name, CacheOptions options)
    {
        string[] names = ["Default", .. options.Expirations.Keys.Order(StringComparer.OrdinalIgnoreCase)];
        var meant = Spelling.Nearest(name, names) is { } near ? $" Did you mean {near}?" : "";
        return $"LAR341 {family.Method} has the {what} \"{name}\", and {Setting.Section}:{SettingsTable.Expirations}:{name} is not set.{meant} "
            + $"Set it, write a duration such as 90s, or use one of {string.Join(", ", names)}.";
    }
}
