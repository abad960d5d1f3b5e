using System.Runtime.CompilerServices;
using Larder.Diagnostics;
using Larder.Entries;
using Larder.Loading;
using Microsoft.Extensions.Caching.Hybrid;

namespace Larder.Pipeline;

/// <summary>A cache as callers see it, by our words and by Microsoft's: checks what comes in, and picks a path.</summary>
internal sealed class Cache : HybridCache, ICache, IAsyncDisposable
{
    private readonly CacheParts _parts;
    private readonly EntryPolicies _policies;
    private readonly HitPath _hits;
    private readonly ReadPath _reads;
    private readonly RefreshPath _refreshes;
    private readonly DirectPath? _direct;
    private readonly BatchPath _batches;
    private readonly WritePath _writes;
    private readonly RemovalPath _removals;
    private readonly ChangePath _changes;
    private int _isDisposed;

    public Cache(string name, CacheParts parts)
    {
        Name = name;
        _parts = parts;
        _hits = new HitPath(parts);
        _policies = new EntryPolicies(parts.Options);
        _removals = new RemovalPath(parts);
        _changes = new ChangePath(parts, _removals);
        var book = new MarkBook(parts);
        var keep = new KeepPath(parts, book);
        var loads = new LoadPath(parts, keep);
        var shared = parts.Tier is { } tier ? new SharedPath(parts, tier, book, new LeaseDesk(parts, tier)) : null;
        var landing = new Landing(parts);
        _reads = new ReadPath(parts, book, shared, loads, landing);
        _refreshes = new RefreshPath(parts, _reads, shared, loads, landing);
        _direct = parts.Tier is { } asked ? new DirectPath(parts, asked, book, _reads) : null;
        _batches = new BatchPath(parts, _reads, _refreshes, new BatchFlight(parts, shared, loads, keep, _reads, landing), landing, _direct);
        _writes = new WritePath(parts, book, _removals);
        Stores = new StorePath(parts, _policies, book, _removals);
    }

    /// <summary>For stores, which write their database and this cache together.</summary>
    public StorePath Stores { get; }

    public string Name { get; }

    /// <summary>What it is made of, for what else is built on the same memory and tier.</summary>
    public CacheParts Parts => _parts;

    public CacheStats Stats => _parts.Events.Snapshot(_parts.Memory.Count, _parts.Memory.Bytes, _parts.Orphans.Count) with
    {
        ProofAge = _parts.Lateness.ProofAge(_parts.Clock.Now, _parts.BoundMs),
        ObservedLag = _parts.Lateness.Lag,
        OwedRemovals = _parts.Tier?.OwedCount ?? 0,
    };

    /// <summary>Loads under way, refreshes included.</summary>
    public int FlightsUnderWay => _parts.Flights.Count;

    /// <summary>What memory holds.</summary>
    public MemoryContents Look(int most) => _parts.Memory.Look(most);

    ValueTask<T> ICache.ReadAsync<TState, T>(
        string key, TState state, CacheLoader<TState, T> load, CacheEntryOptions? options, CancellationToken cancellationToken) =>
        Read(key, state, load, options, cancellationToken);

    public ValueTask<T> Read<TState, T>(
        string key, TState state, CacheLoader<TState, T> load, CacheEntryOptions? options, CancellationToken cancellationToken)
    {
        if (!MayReadMemory(options) || !_hits.TryHit<T>(key, out var held, out var value) || !held.HasValue) return LoadAsync(key, state, load, options, cancellationToken);
        if (held.Refresh is not null && MustRefresh(held)) Refresh(held, key, state, load, options);
        return new ValueTask<T>(value);
    }

    ValueTask<IReadOnlyDictionary<TId, T>> ICache.GetOrLoadManyAsync<TId, TState, T>(
        IReadOnlyCollection<TId> ids, Func<TId, string> key, TState state, CacheBatchLoader<TId, TState, T> load, CacheEntryOptions? options,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(load);
        return _batches.ReadAsync(ids, new BatchCall<TId, TState, T>(key, PolicyOf(options), state, load, Pass), cancellationToken);
    }

    async ValueTask<CacheLookup<T>> ICache.TryGetAsync<T>(string key, CancellationToken cancellationToken)
    {
        if (_hits.TryHit<T>(key, out var held, out var value) && held.HasValue) return new CacheLookup<T>(true, value, ReadSource.Memory);
        _parts.Keys.Check(key);
        return await _reads.LookAsync<T>(key, _policies.Of(null), cancellationToken).ConfigureAwait(false) is { } found && _hits.TryTake(key, found, out value)
            ? new CacheLookup<T>(true, value, ReadSource.Shared)
            : CacheLookup<T>.Absent;
    }

    ValueTask<bool> ICache.ExistsAsync(string key, CancellationToken cancellationToken)
    {
        _parts.Keys.Check(key);
        return _reads.ExistsAsync(key, cancellationToken);
    }

    ValueTask<bool> ICache.SetAsync<T>(string key, T value, CacheEntryOptions? options, CancellationToken cancellationToken)
    {
        _parts.Keys.Check(key);
        return _writes.SetAsync(key, value, PolicyOf(options), cancellationToken);
    }

    ValueTask<bool> ICache.ExpireAsync(string key, CancellationToken cancellationToken)
    {
        _parts.Keys.Check(key);
        return _writes.ExpireAsync(key, cancellationToken);
    }

    async ValueTask<bool> ICache.RemoveAsync(string key, CancellationToken cancellationToken)
    {
        _parts.Keys.Check(key);
        _parts.Events.Removed(RemovalScope.Key);
        return await _removals.RemoveAsync([key], cancellationToken).ConfigureAwait(false) > 0;
    }

    ValueTask<int> ICache.RemoveAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        foreach (var key in keys) _parts.Keys.Check(key);
        _parts.Events.Removed(RemovalScope.Key, keys.Count);
        return _removals.RemoveAsync(keys, cancellationToken);
    }

    ValueTask<T> ICache.ChangeSourceAsync<TState, T>(
        IReadOnlyCollection<string> keys, TState state, Func<TState, CancellationToken, ValueTask<T>> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(change);
        foreach (var key in keys) _parts.Keys.Check(key);
        _parts.Events.Removed(RemovalScope.Key, keys.Count);
        return _changes.ChangeAsync(keys, state, change, cancellationToken);
    }

    async ValueTask<bool> ICache.RemoveByTagAsync(string tag, CancellationToken cancellationToken)
    {
        _parts.Keys.Check(tag, "tag");
        _parts.Events.Removed(RemovalScope.Tag);
        return await _removals.RemoveByTagAsync(tag, cancellationToken).ConfigureAwait(false);
    }

    ValueTask<PatternRemoval> ICache.RemoveByPatternAsync(string pattern, CancellationToken cancellationToken)
    {
        _parts.Keys.Check(pattern, "pattern");
        _parts.Events.Removed(RemovalScope.Pattern);
        return _removals.RemoveByPatternAsync(pattern, cancellationToken);
    }

    ValueTask<bool> ICache.ClearAsync(CancellationToken cancellationToken)
    {
        _parts.Events.Removed(RemovalScope.All);
        return _removals.ClearAsync(cancellationToken);
    }

    public override ValueTask<T> GetOrCreateAsync<TState, T>(
        string key, TState state, Func<TState, CancellationToken, ValueTask<T>> factory, HybridCacheEntryOptions? options = null,
        IEnumerable<string>? tags = null, CancellationToken cancellationToken = default)
    {
        var mayReadMemory = ((options?.Flags ?? HybridCacheEntryFlags.None) & HybridCacheEntryFlags.DisableLocalCacheRead) == 0;
        if (mayReadMemory && _hits.TryHit<T>(key, out var held, out var value) && held.HasValue)
        {
            if (held.Refresh is not null && MustRefresh(held)) Refresh(held, key, (state, factory), Call, HybridOptions.Translate(options, tags));
            return new ValueTask<T>(value);
        }

        return LoadAsync(key, (state, factory), Call, HybridOptions.Translate(options, tags), cancellationToken);

        static ValueTask<T> Call((TState State, Func<TState, CancellationToken, ValueTask<T>> Factory) pair, LoadContext context, CancellationToken token) =>
            pair.Factory(pair.State, token);
    }

    public override async ValueTask SetAsync<T>(
        string key, T value, HybridCacheEntryOptions? options = null, IEnumerable<string>? tags = null,
        CancellationToken cancellationToken = default)
    {
        _parts.Keys.Check(key);
        await _writes.SetAsync(key, value, PolicyOf(HybridOptions.Translate(options, tags)), cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default)
    {
        _parts.Keys.Check(key);
        _parts.Events.Removed(RemovalScope.Key);
        await _removals.RemoveAsync([key], cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask RemoveAsync(IEnumerable<string> keys, CancellationToken cancellationToken = default)
    {
        string[] all = [.. keys];
        foreach (var key in all) _parts.Keys.Check(key);
        _parts.Events.Removed(RemovalScope.Key, all.Length);
        await _removals.RemoveAsync(all, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The tag <c>*</c> means everything, as Microsoft's contract has it.</summary>
    public override async ValueTask RemoveByTagAsync(string tag, CancellationToken cancellationToken = default)
    {
        _parts.Keys.Check(tag, "tag");
        _parts.Events.Removed(tag == "*" ? RemovalScope.All : RemovalScope.Tag);
        if (tag == "*") await _removals.ClearAsync(cancellationToken).ConfigureAwait(false);
        else await _removals.RemoveByTagAsync(tag, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A container that knows the cache by several types disposes it several times.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1) return;
        await _parts.Flights.DisposeAsync().ConfigureAwait(false);
        if (_parts.Holds is { } holds) await holds.DisposeAsync().ConfigureAwait(false);
        if (_parts.Tier is { } tier) await tier.DisposeAsync().ConfigureAwait(false);
        _parts.Gate.Dispose();
    }

    /// <summary>Apart from the hit, so that a hit does not set up what only a load needs.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ValueTask<T> LoadAsync<TState, T>(
        string key, TState state, CacheLoader<TState, T> load, CacheEntryOptions? options, CancellationToken cancellationToken)
    {
        _parts.Keys.Check(key);
        ArgumentNullException.ThrowIfNull(load);
        var call = new LoadCall<TState, T>(key, PolicyOf(options), state, load, Pass);
        return _direct is not null && DirectPath.Serves(call.Policy) ? _direct.ReadAsync(call, cancellationToken) : _reads.ReadAsync(call, cancellationToken);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool MustRefresh(Entry held) => _refreshes.MustStart(held);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Refresh<TState, T>(Entry<T> held, string key, TState state, CacheLoader<TState, T> load, CacheEntryOptions? options) =>
        _refreshes.Start(held, new LoadCall<TState, T>(key, PolicyOf(options), state, load, GatePass.Ordinary));

    private GatePass Pass => _parts.Gate.IsInside ? GatePass.Nested : GatePass.Ordinary;

    private static bool MayReadMemory(CacheEntryOptions? options) => options is null || (options.Tiers & CacheTiers.ReadMemory) != 0;

    private EntryPolicy PolicyOf(CacheEntryOptions? options)
    {
        var policy = _policies.Of(options);
        foreach (var tag in policy.Tags) _parts.Keys.Check(tag, "tag");
        return policy;
    }
}
