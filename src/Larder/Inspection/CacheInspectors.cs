namespace Larder.Inspection;

/// <summary>The inspectors of all caches of an application. A service of <c>AddLarder</c>.</summary>
public sealed class CacheInspectors
{
    internal CacheInspectors(IEnumerable<CacheInspector> all) => All = [.. all];

    /// <summary>In order of registration.</summary>
    public IReadOnlyList<CacheInspector> All { get; }

    /// <summary>The one of a cache; null: there is no such cache.</summary>
    /// <param name="cache">Its name; empty for the default one.</param>
    public CacheInspector? Find(string cache) => All.FirstOrDefault(inspector => inspector.Name == cache);
}
