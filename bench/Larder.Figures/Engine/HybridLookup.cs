using Microsoft.Extensions.Caching.Hybrid;

namespace Larder.Figures.Engine;

/// <summary>The same hit through Microsoft's abstraction.</summary>
internal readonly struct HybridLookup(HybridCache cache) : ILookup
{
    public string Find(string key)
    {
        var read = cache.GetOrCreateAsync(key, 0, static (_, _) => new ValueTask<string>("loaded"));
        return read.IsCompletedSuccessfully ? read.Result : throw new InvalidOperationException("A hit did not complete at once.");
    }
}
