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

    /// <summary>
    /// What a cache holds in memory, and what left it. The hottest are found by a walk over all entries, which takes the store's lock for a
    /// part at a time: about 50 ms for a million, so not for each request.
    /// </summary>
    /// <param name="name">Empty for the default cache.</param>
    /// <param name="most">How many entries each list has at most; 0 or more.</param>
    /// <exception cref="KeyNotFoundException">There is no such cache.</exception>
    public MemoryContents MemoryOf(string name = "", int most = 20)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        return _entries[name].Memory(most);
    }
}
