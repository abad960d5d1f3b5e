using Larder.Pipeline;

namespace Larder.Backing;

/// <summary>What a cached store is made of, whatever its strategy.</summary>
internal sealed record StoreParts<TKey, TValue>(Cache Cache, StoreDefinition<TKey, TValue> Definition, StoreCalls<TKey, TValue> Calls)
    where TKey : notnull
    where TValue : class
{
    public ICache Reads => Cache;

    public StorePath Path => Cache.Stores;
}
