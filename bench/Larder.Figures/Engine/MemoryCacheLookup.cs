using Microsoft.Extensions.Caching.Memory;

namespace Larder.Figures.Engine;

/// <summary>What .NET offers for a bounded cache in memory.</summary>
internal readonly struct MemoryCacheLookup(MemoryCache cache) : ILookup
{
    public string Find(string key) => cache.TryGetValue(key, out var value) ? (string)value! : throw new InvalidOperationException("A key is missing.");
}
