using Larder.Pipeline;

namespace Larder.Backing;

/// <summary>
/// The database's part of a write. A failure that the store tells of is one: nothing was written. A time that ran out, and a caller who left, say
/// nothing: then the entry is removed, now and again when the store has really ended.
/// </summary>
internal sealed class StoreCommit<TKey, TValue>(StoreCalls<TKey, TValue> calls, StorePath path)
    where TKey : notnull
    where TValue : class
{
    /// <param name="write">What is written.</param>
    /// <param name="version">Its version; 0 for none.</param>
    /// <param name="failed">What to do when nothing was written.</param>
    /// <param name="cancellationToken">Ends the wait, and tells the store.</param>
    public async ValueTask RunAsync(RowWrite<TKey, TValue> write, long version, Func<ValueTask> failed, CancellationToken cancellationToken)
    {
        var writing = calls.WriteAsync([write.ToStore(version)], cancellationToken);
        try
        {
            await calls.InTimeAsync(writing, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (writing.IsFaulted)
        {
            await failed().ConfigureAwait(false);
            throw;
        }
        catch
        {
            write.Late = RemoveAfterAsync(writing, write.CacheKey);
            await path.RemoveAsync(write.CacheKey).ConfigureAwait(false);
            throw;
        }
    }

    private async Task RemoveAfterAsync(Task writing, string key)
    {
        await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await path.RemoveAsync(key).ConfigureAwait(false);
    }
}
