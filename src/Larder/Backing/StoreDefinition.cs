namespace Larder.Backing;

/// <summary>What was registered.</summary>
internal sealed record StoreDefinition<TKey, TValue>(string Name, StoreOptions<TKey, TValue> Options, Func<IServiceProvider, IBackingStore<TKey, TValue>> Open)
    where TKey : notnull
    where TValue : class
{
    public string KeyOf(TKey key) => Options.KeyOf(Name, key);
}
