using System.ComponentModel;

namespace Larder.Declared;

/// <summary>What a method of a decorator needs of the application; for generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CachedMethod
{
    internal CachedMethod(ICache cache, CacheEntryOptions? options) => (Cache, Options) = (cache, options);

    /// <summary>The cache that the attribute names.</summary>
    public ICache Cache { get; }

    /// <summary>How its entries behave; null: as the cache says.</summary>
    public CacheEntryOptions? Options { get; }
}
