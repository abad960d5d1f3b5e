using System.Reflection;

namespace Larder.Hosting;

/// <summary>How caches and their keys are named when nobody said so.</summary>
internal static class CacheNames
{
    public static string DefaultApplicationName { get; } = Cleaned(Assembly.GetEntryAssembly()?.GetName().Name ?? "larder");

    /// <summary>
    /// In front of the keys of a cache. A named cache has another separator than the default one, so that no key of the one can read like a key
    /// of the other. Any signs may stand in the name of a cache; those that could be taken for the separators are escaped.
    /// </summary>
    public static string PrefixOf(string cacheName, CacheOptions options)
    {
        if (cacheName.Length == 0) return options.KeyPrefix ?? $"{options.Name}:";
        return $"{options.KeyPrefix ?? options.Name}/{Uri.EscapeDataString(cacheName)}:";
    }

    private static string Cleaned(string name) =>
        string.Concat(name.Select(static character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' ? character : '-'));
}
