using Larder.EntityFrameworkCore.Changes;
using Larder.EntityFrameworkCore.Transactions;
using Microsoft.EntityFrameworkCore;

namespace Larder.EntityFrameworkCore.Reads;

/// <summary>
/// A cache as a context sees it. While the context's transaction has written, reads run their loader and nothing else: neither an old value is answered, nor
/// is one kept that nobody else may see. What is removed in a transaction is removed when that commits.
/// </summary>
internal sealed class TransactionCache(ICache inner, DbContext context, OpenTransactions open, CommittedRemovals removals) : ICache
{
    private static readonly CacheEntryOptions s_default = new();

    public string Name => inner.Name;

    public ValueTask<T> ReadAsync<TState, T>(
        string key, TState state, CacheLoader<TState, T> load, CacheEntryOptions? options, CancellationToken cancellationToken)
    {
        if (!IsBypassed) return inner.ReadAsync(key, state, load, options, cancellationToken);
        ArgumentNullException.ThrowIfNull(load);
        return MayLoad(options) ? load(state, LoadContext.Alone(key), cancellationToken) : default;
    }

    public async ValueTask<IReadOnlyDictionary<TId, T>> GetOrLoadManyAsync<TId, TState, T>(
        IReadOnlyCollection<TId> ids, Func<TId, string> key, TState state, CacheBatchLoader<TId, TState, T> load, CacheEntryOptions? options = null,
        CancellationToken cancellationToken = default)
        where TId : notnull
    {
        if (!IsBypassed) return await inner.GetOrLoadManyAsync(ids, key, state, load, options, cancellationToken).ConfigureAwait(false);
        ArgumentNullException.ThrowIfNull(load);
        return MayLoad(options) && ids.Count > 0
            ? await load([.. ids.Distinct()], state, cancellationToken).ConfigureAwait(false)
            : new Dictionary<TId, T>();
    }

    public ValueTask<CacheLookup<T>> TryGetAsync<T>(string key, CancellationToken cancellationToken = default) =>
        IsBypassed ? new(CacheLookup<T>.Absent) : inner.TryGetAsync<T>(key, cancellationToken);

    public ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken = default) =>
        IsBypassed ? new(false) : inner.ExistsAsync(key, cancellationToken);

    /// <summary>What is set may be made of rows that nobody else sees: the old value goes when the transaction commits, and no tier takes the new one.</summary>
    public ValueTask<bool> SetAsync<T>(string key, T value, CacheEntryOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (!IsBypassed) return inner.SetAsync(key, value, options, cancellationToken);
        Later(changes => changes.Keys.Add(key));
        return new(false);
    }

    public ValueTask<bool> ExpireAsync(string key, CancellationToken cancellationToken = default) =>
        Later(changes => changes.Keys.Add(key)) ? new(false) : inner.ExpireAsync(key, cancellationToken);

    public ValueTask<bool> RemoveAsync(string key, CancellationToken cancellationToken = default) =>
        Later(changes => changes.Keys.Add(key)) ? new(false) : inner.RemoveAsync(key, cancellationToken);

    public ValueTask<int> RemoveAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default) =>
        Later(changes => changes.Keys.UnionWith(keys)) ? new(0) : inner.RemoveAsync(keys, cancellationToken);

    public ValueTask<T> ChangeSourceAsync<TState, T>(
        IReadOnlyCollection<string> keys, TState state, Func<TState, CancellationToken, ValueTask<T>> change, CancellationToken cancellationToken = default) =>
        Later(changes => changes.Keys.UnionWith(keys)) ? change(state, cancellationToken) : inner.ChangeSourceAsync(keys, state, change, cancellationToken);

    public ValueTask<bool> RemoveByTagAsync(string tag, CancellationToken cancellationToken = default) =>
        Later(changes => changes.Tags.Add(tag)) ? new(false) : inner.RemoveByTagAsync(tag, cancellationToken);

    public ValueTask<PatternRemoval> RemoveByPatternAsync(string pattern, CancellationToken cancellationToken = default) =>
        Later(changes => changes.Patterns.Add(pattern)) ? new(new PatternRemoval(false, null)) : inner.RemoveByPatternAsync(pattern, cancellationToken);

    public ValueTask<bool> ClearAsync(CancellationToken cancellationToken = default) =>
        Later(changes => changes.Patterns.Add("*")) ? new(false) : inner.ClearAsync(cancellationToken);

    private bool IsBypassed
    {
        get
        {
            if (!open.HasWritten(context)) return false;

            // A load around this read must not keep what it makes of it.
            CurrentLoad.KeepPrivate();
            return true;
        }
    }

    /// <returns>False when no transaction is open: then it is done at once.</returns>
    private bool Later(Action<ChangeSet> change)
    {
        if (open.Of(context) is not { } pending) return false;
        var changes = new ChangeSet();
        change(changes);
        pending.Add(new PendingStep(removals, changes));
        return true;
    }

    private static bool MayLoad(CacheEntryOptions? options) => ((options ?? s_default).Tiers & CacheTiers.Load) != 0;
}
