using Larder.Pipeline;

namespace Larder.Backing;

/// <summary>The database first, then the entry goes: with it go the rights of all loads that may have read the row before.</summary>
internal sealed class AroundWay<TKey, TValue>(StoreDefinition<TKey, TValue> definition, StoreCommit<TKey, TValue> commit, StorePath path) : IWriteWay<TKey, TValue>
    where TKey : notnull
    where TValue : class
{
    public string KeyOf(TKey key) => definition.KeyOf(key);

    public async ValueTask<WriteReceipt> WriteAsync(RowWrite<TKey, TValue> write, CancellationToken cancellationToken)
    {
        await commit.RunAsync(write, version: 0, static () => ValueTask.CompletedTask, cancellationToken).ConfigureAwait(false);
        await path.RemoveAsync(write.CacheKey).ConfigureAwait(false);
        return WriteReceipt.InDatabase;
    }
}
