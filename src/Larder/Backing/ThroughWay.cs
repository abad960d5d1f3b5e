using Larder.Entries;
using Larder.Pipeline;

namespace Larder.Backing;

/// <summary>
/// What the slot holds is noted before the database is written. Afterwards the new value takes its place, if it is still there. If not, somebody wrote,
/// loaded or removed meanwhile, nobody knows in which order with our commit, and the entry goes.
/// </summary>
internal sealed class ThroughWay<TKey, TValue>(
    StoreDefinition<TKey, TValue> definition, StoreCommit<TKey, TValue> commit, StorePath path, EntryPolicy policy) : IWriteWay<TKey, TValue>
    where TKey : notnull
    where TValue : class
{
    public string KeyOf(TKey key) => definition.KeyOf(key);

    public async ValueTask<WriteReceipt> WriteAsync(RowWrite<TKey, TValue> write, CancellationToken cancellationToken)
    {
        if (write.Value is null)
        {
            await commit.RunAsync(write, version: 0, static () => ValueTask.CompletedTask, cancellationToken).ConfigureAwait(false);
            await path.RemoveAsync(write.CacheKey).ConfigureAwait(false);
            return WriteReceipt.InDatabase;
        }

        var content = path.Pack(write.CacheKey, write.Value);
        var claim = await path.ClaimAsync(write.CacheKey, policy, cancellationToken).ConfigureAwait(false);
        await commit.RunAsync(write, version: 0, () => path.GiveBackAsync(claim), cancellationToken).ConfigureAwait(false);
        await path.PutAsync(claim, content, policy).ConfigureAwait(false);
        return WriteReceipt.InDatabase;
    }
}
