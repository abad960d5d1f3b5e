using Larder.Pipeline;

namespace Larder;

/// <summary>
/// Values in front of a slow source: memory of this process, then the tier that all instances share, then the loader. No member throws because
/// a tier is down. Keys are 1 to 1,024 characters (<see cref="CacheOptions.MaxKeyLength"/>) without control characters, compared ordinally;
/// others get an <see cref="ArgumentException"/>.
/// </summary>
public interface ICache
{
    /// <summary>The name it was registered under; empty for the default cache.</summary>
    string Name { get; }

    /// <summary>
    /// The value under the key; if there is none, the loader's. One load per key runs at a time, all callers share its value or its exception,
    /// and a caller's cancellation ends only its own wait. A hit in memory allocates nothing and completes synchronously.
    /// </summary>
    /// <exception cref="CacheTypeException">The key holds a value of another type.</exception>
    /// <remarks>
    /// Sealed, so that a hit is a plain call: to find the implementation of a generic interface method costs as much as a fifth of the hit.
    /// Who implements this interface, implements <see cref="ReadAsync"/>.
    /// </remarks>
    sealed ValueTask<T> GetOrLoadAsync<TState, T>(
        string key, TState state, CacheLoader<TState, T> load, CacheEntryOptions? options = null, CancellationToken cancellationToken = default) =>
        this is Cache own ? own.Read(key, state, load, options, cancellationToken) : ReadAsync(key, state, load, options, cancellationToken);

    /// <summary>What <see cref="GetOrLoadAsync"/> does, for who implements or decorates a cache; callers use that one.</summary>
    ValueTask<T> ReadAsync<TState, T>(
        string key, TState state, CacheLoader<TState, T> load, CacheEntryOptions? options, CancellationToken cancellationToken);

    /// <summary>
    /// The values of many ids, with one loader call for those that are nowhere. An id that the loader leaves out does not exist: it is left out
    /// of the answer too, and remembered for <see cref="CacheEntryOptions.NegativeExpiration"/>.
    /// </summary>
    ValueTask<IReadOnlyDictionary<TId, T>> GetOrLoadManyAsync<TId, TState, T>(
        IReadOnlyCollection<TId> ids, Func<TId, string> key, TState state, CacheBatchLoader<TId, TState, T> load,
        CacheEntryOptions? options = null, CancellationToken cancellationToken = default)
        where TId : notnull;

    /// <summary>The value if it is in a tier and fresh; tells "absent" from "null". Loads nothing.</summary>
    /// <exception cref="CacheTypeException">The key holds a value of another type.</exception>
    ValueTask<CacheLookup<T>> TryGetAsync<T>(string key, CancellationToken cancellationToken = default);

    /// <summary>True if a fresh value is in a tier.</summary>
    ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Stores a value in all tiers. A load under way for the key loses: what it brings is not kept.</summary>
    /// <returns>True when every tier took it; false when the shared tier was unreachable or the value is too large for it.</returns>
    /// <exception cref="CacheSerializationException">The value can't be serialised.</exception>
    ValueTask<bool> SetAsync<T>(string key, T value, CacheEntryOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Marks a value stale: the next read loads anew, but may fall back on it if loading fails and the entry has
    /// <see cref="CacheEntryOptions.StaleFor"/>. Without that it is removed.
    /// </summary>
    /// <returns>True if there was a value.</returns>
    ValueTask<bool> ExpireAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes a value. A read that starts after this returned never gets a value loaded before it, also not from a load under way.
    /// While the shared tier is unreachable this process honours the removal and hands it on when the tier is back.
    /// </summary>
    /// <returns>True if there was a value.</returns>
    ValueTask<bool> RemoveAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Removes many values, in one step of the shared tier.</summary>
    /// <returns>How many there were.</returns>
    ValueTask<int> RemoveAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default);

    /// <summary>
    /// Changes the source, then removes these keys, also when the change throws. With <see cref="CacheOptions.WriterHoldFor"/> they are removed before it
    /// too, and until it has ended nobody keeps what he loads of them: then a process that dies between its commit and the removal leaves nothing old.
    /// </summary>
    /// <param name="keys">What is cached of the rows that change.</param>
    /// <param name="state">What <paramref name="change"/> needs.</param>
    /// <param name="change">Commits to the source. Its exceptions and its cancellation go to the caller.</param>
    /// <param name="cancellationToken">Cancels the change, never the removal.</param>
    /// <returns>What <paramref name="change"/> returns.</returns>
    /// <exception cref="CacheHoldException">Nothing could be held, and the options ask that the change is not made then.</exception>
    ValueTask<T> ChangeSourceAsync<TState, T>(
        IReadOnlyCollection<string> keys, TState state, Func<TState, CancellationToken, ValueTask<T>> change, CancellationToken cancellationToken = default);

    /// <summary>Removes all values with this tag, at once and at any number.</summary>
    /// <returns>True when every tier honours it; false when the shared tier will be told later.</returns>
    ValueTask<bool> RemoveByTagAsync(string tag, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes the values whose keys match a glob: <c>*</c>, <c>?</c>, <c>[a-z]</c>; <c>\</c> escapes. A pattern that ends in its only <c>*</c>
    /// is a prefix, and is removed at once and at any number; any other is looked for among all keys.
    /// </summary>
    ValueTask<PatternRemoval> RemoveByPatternAsync(string pattern, CancellationToken cancellationToken = default);

    /// <summary>Removes everything, at once and at any number.</summary>
    /// <returns>True when every tier honours it; false when the shared tier will be told later.</returns>
    ValueTask<bool> ClearAsync(CancellationToken cancellationToken = default);
}
