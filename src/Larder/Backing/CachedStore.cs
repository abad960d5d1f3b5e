namespace Larder.Backing;

/// <summary>Reads through the cache, and writes by the strategy, one writer a key at a time.</summary>
internal sealed class CachedStore<TKey, TValue>(
    StoreParts<TKey, TValue> parts, IWriteWay<TKey, TValue> way, PendingReads<TKey, TValue>? pending)
    : ICachedStore<TKey, TValue>
    where TKey : notnull
    where TValue : class
{
    private readonly KeyedLanes _lanes = new();

    private CacheEntryOptions Entries => parts.Definition.Options.Entries;

    public ValueTask<TValue?> GetAsync(TKey key, CancellationToken cancellationToken = default) => parts.Reads.GetOrLoadAsync(
        way.KeyOf(key), (Me: this, Key: key), static (state, context, token) => state.Me.LoadAsync(state.Key, context, token), Entries, cancellationToken);

    public async ValueTask<IReadOnlyDictionary<TKey, TValue>> GetManyAsync(IReadOnlyCollection<TKey> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        try
        {
            return await parts.Reads.GetOrLoadManyAsync(
                keys, way.KeyOf, this, static (missing, me, token) => me.LoadManyAsync(missing, token), Entries, cancellationToken).ConfigureAwait(false);
        }
        catch (CacheBatchException<TKey, TValue> partial) when (partial.Failures.Values.All(static failure => failure is PendingUnknownException))
        {
            var rows = await parts.Calls.LoadManyAsync([.. partial.Failures.Keys], cancellationToken).ConfigureAwait(false);
            foreach (var (key, value) in partial.Values) rows[key] = value;
            return rows;
        }
        catch (CacheBatchException<TKey, TValue> partial) when (partial.Failures.Values.FirstOrDefault() is StoreAnswerException unfit)
        {
            throw unfit;
        }
    }

    public ValueTask<WriteReceipt> SaveAsync(TKey key, TValue value, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (parts.Definition.Options.IdOf is { } idOf && !EqualityComparer<TKey>.Default.Equals(idOf(value), key))
            throw new ArgumentException("The row says another key of itself than it is to be saved under.", nameof(value));
        return WriteAsync(key, value, cancellationToken);
    }

    public ValueTask<WriteReceipt> DeleteAsync(TKey key, CancellationToken cancellationToken = default) => WriteAsync(key, null, cancellationToken);

    private async ValueTask<WriteReceipt> WriteAsync(TKey key, TValue? value, CancellationToken cancellationToken)
    {
        var write = new RowWrite<TKey, TValue>(key, way.KeyOf(key), value);
        parts.Path.Check(write.CacheKey);
        var lane = await _lanes.EnterAsync(write.CacheKey, cancellationToken).ConfigureAwait(false);
        try
        {
            return await way.WriteAsync(write, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (write.Late.IsCompleted) lane.End();
            else lane.EndAfter(write.Late);
        }
    }

    private async ValueTask<TValue?> LoadAsync(TKey key, LoadContext context, CancellationToken cancellationToken)
    {
        if (pending is null) return await parts.Calls.LoadAsync(key, cancellationToken).ConfigureAwait(false);
        try
        {
            var found = await pending.FindAsync([key], cancellationToken).ConfigureAwait(false);
            if (found.TryGetValue(key, out var value)) return value;
        }
        catch (PendingUnknownException)
        {
            context.DoNotKeep();
        }

        return await parts.Calls.LoadAsync(key, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<IReadOnlyDictionary<TKey, TValue>> LoadManyAsync(IReadOnlyList<TKey> keys, CancellationToken cancellationToken)
    {
        if (pending is null) return await parts.Calls.LoadManyAsync(keys, cancellationToken).ConfigureAwait(false);
        var found = await pending.FindAsync(keys, cancellationToken).ConfigureAwait(false);
        TKey[] rest = [.. keys.Where(key => !found.ContainsKey(key))];
        var rows = rest.Length > 0 ? await parts.Calls.LoadManyAsync(rest, cancellationToken).ConfigureAwait(false) : [];
        foreach (var (key, value) in found)
            if (value is not null) rows[key] = value;
        return rows;
    }
}
