using Larder.Entries;
using Larder.Journal;
using Larder.Pipeline;
using Larder.Tiers;

namespace Larder.Backing;

/// <summary>
/// Journal, index of what is pending and the cache's entry are written in one step; the database follows. Memory is fenced before and after: what
/// stands there was read before.
/// </summary>
internal sealed class BehindWay<TKey, TValue>(
    StoreDefinition<TKey, TValue> definition, StoreCommit<TKey, TValue> commit, StorePath path, EntryPolicy policy, EngineScope engine) : IWriteWay<TKey, TValue>
    where TKey : notnull
    where TValue : class
{
    private WriteBehindOptions Options => engine.Options;

    public string KeyOf(TKey key)
    {
        var text = definition.KeyOf(key);
        return ShardMap.KeyOf(ShardMap.ShardOf(text, Options.Shards), text);
    }

    public int ShardOf(TKey key) => ShardMap.ShardOf(definition.KeyOf(key), Options.Shards);

    public async ValueTask<WriteReceipt> WriteAsync(RowWrite<TKey, TValue> write, CancellationToken cancellationToken)
    {
        var shard = ShardOf(write.Key);
        var content = path.Pack(write.CacheKey, write.Value);
        var entry = await path.EncodeAsync(write.CacheKey, content, policy, cancellationToken).ConfigureAwait(false);
        var operation = write.Value is null ? RecordOperation.Delete : RecordOperation.Save;
        var body = new JournalBody(operation, definition.Name, path.PackBare(write.Key), entry.Frame);
        var append = new JournalAppend(shard, entry.Slot, body.ToBytes(), entry.Write, engine.Floor.Of(shard));
        path.Fence(write.CacheKey);
        try
        {
            await engine.Journal.OpenAsync(cancellationToken).ConfigureAwait(false);
            var receipt = await AppendAsync(append, cancellationToken).ConfigureAwait(false);
            if (receipt.Outcome == AppendOutcome.Full) return await WriteThroughAsync(write, entry, shard, cancellationToken).ConfigureAwait(false);
            engine.Floor.Raise(shard, receipt.Version);
            return new WriteReceipt(WriteState.Journaled, receipt.Version, Options.Durability, receipt.Replicas);
        }
        catch (TierException failure)
        {
            throw new JournalUnreachableException(
                $"The journal did not take a write: {failure.Message} It is not acknowledged, and may have been carried out all the same. Write it again.", failure);
        }
        finally
        {
            path.Fence(write.CacheKey);
        }
    }

    /// <summary>Full is an answer only where the write may then go past the journal.</summary>
    private async ValueTask<JournalReceipt> AppendAsync(JournalAppend append, CancellationToken cancellationToken)
    {
        var startedAt = engine.Time.GetTimestamp();
        for (var failures = 1; ; failures++)
        {
            var receipt = await engine.Journal.AppendAsync(append, cancellationToken).ConfigureAwait(false);
            if (receipt.Outcome == AppendOutcome.Appended || Options.WhenFull == WhenFull.WriteThrough) return receipt;
            if (Options.WhenFull == WhenFull.Fail || engine.Time.GetElapsedTime(startedAt) >= Options.WaitForRoom)
            {
                throw new JournalFullException(
                    $"Shard {append.Shard} of the journal is full: the database takes less than is written. Nothing was changed. See what holds the database up, raise MaxRecords or MaxBytes, or the memory of its server.");
            }

            await engine.Pauses.AfterAsync(Math.Min(failures, 4), cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<WriteReceipt> WriteThroughAsync(RowWrite<TKey, TValue> write, JournalEntry entry, int shard, CancellationToken cancellationToken)
    {
        var version = await engine.Journal.ReserveAsync(shard, engine.Floor.Of(shard), cancellationToken).ConfigureAwait(false);
        engine.Floor.Raise(shard, version);
        await commit.RunAsync(write, version, static () => ValueTask.CompletedTask, cancellationToken).ConfigureAwait(false);
        await engine.Journal.SettleAsync(shard, entry.Slot, version, CancellationToken.None).ConfigureAwait(false);
        return WriteReceipt.InDatabase with { Version = version };
    }
}
