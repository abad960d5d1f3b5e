namespace Larder.Diagnostics;

/// <summary>The caches of this application and what they did.</summary>
public sealed class CacheCatalog
{
    private readonly IReadOnlyDictionary<string, CatalogEntry> _entries;

    internal CacheCatalog(IEnumerable<CatalogEntry> entries) => _entries = entries.ToDictionary(static entry => entry.Name);

    /// <summary>The names of all caches; empty for the default one.</summary>
    public IReadOnlyCollection<string> Names => [.. _entries.Keys];

    /// <summary>What a cache did since it was made.</summary>
    /// <exception cref="KeyNotFoundException">There is no such cache.</exception>
    public CacheStats StatsOf(string name = "") => _entries[name].Stats();
}
