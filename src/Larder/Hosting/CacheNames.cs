using System.Reflection;

namespace Larder.Hosting;

/// <summary>How caches and their keys are named when nobody said so.</summary>
internal static class CacheNames
{
    public static string DefaultApplicationName { get; } = Cleaned(Assembly.GetEntryAssembly()?.GetName().Name ?? "larder");

    /// <summary>
    /// In front of the keys of a cache. A named cache has another separator than the default one, so that no key of the one can read like a key
    /// of the other.
    /// </summary>
    public static string PrefixOf(string cacheName, CacheOptions options)
    {
        if (options.KeyPrefix is { } chosen) return cacheName.Length == 0 ? chosen : $"{chosen}/{cacheName}:";
        return cacheName.Length == 0 ? $"{options.Name}:" : $"{options.Name}/{cacheName}:";
    }

    private static string Cleaned(string name) =>
        string.Concat(name.Select(static character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' ? character : '-'));
}
