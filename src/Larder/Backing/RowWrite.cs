namespace Larder.Backing;

/// <summary>One write under way.</summary>
internal sealed class RowWrite<TKey, TValue>(TKey key, string cacheKey, TValue? value)
    where TKey : notnull
    where TValue : class
{
    public TKey Key => key;

    /// <summary>The key under which the cache holds the row.</summary>
    public string CacheKey => cacheKey;

    /// <summary>The row; null: delete it.</summary>
    public TValue? Value => value;

    /// <summary>Ends when nothing of it can reach the database any more; the next write of the key waits for it.</summary>
    public Task Late { get; set; } = Task.CompletedTask;

    public StoreWrite<TKey, TValue> ToStore(long version = 0) => new(key, value, version);
}
