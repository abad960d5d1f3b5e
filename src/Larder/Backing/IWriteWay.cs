namespace Larder.Backing;

/// <summary>A strategy: how one write reaches database and cache. Called by one writer a key at a time.</summary>
internal interface IWriteWay<TKey, TValue>
    where TKey : notnull
    where TValue : class
{
    /// <summary>The key under which the cache holds a row.</summary>
    string KeyOf(TKey key);

    /// <summary>Saves, or with null deletes. What it leaves running it puts into <see cref="RowWrite{TKey,TValue}.Late"/>.</summary>
    ValueTask<WriteReceipt> WriteAsync(RowWrite<TKey, TValue> write, CancellationToken cancellationToken);
}
