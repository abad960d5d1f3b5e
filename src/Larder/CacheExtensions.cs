namespace Larder;

/// <summary>The few conveniences.</summary>
public static class CacheExtensions
{
    /// <summary><see cref="ICache.GetOrLoadAsync"/> for a loader that needs neither state nor context.</summary>
    public static ValueTask<T> GetOrLoadAsync<T>(
        this ICache cache, string key, Func<CancellationToken, ValueTask<T>> load, CacheEntryOptions? options = null,
        CancellationToken cancellationToken = default) =>
        cache.GetOrLoadAsync<Func<CancellationToken, ValueTask<T>>, T>(key, load, static (load, _, token) => load(token), options, cancellationToken);

    /// <summary><see cref="ICache.GetOrLoadManyAsync"/> for a loader that needs no state.</summary>
    public static ValueTask<IReadOnlyDictionary<TId, T>> GetOrLoadManyAsync<TId, T>(
        this ICache cache, IReadOnlyCollection<TId> ids, Func<TId, string> key,
        Func<IReadOnlyList<TId>, CancellationToken, ValueTask<IReadOnlyDictionary<TId, T>>> load, CacheEntryOptions? options = null,
        CancellationToken cancellationToken = default)
        where TId : notnull =>
        cache.GetOrLoadManyAsync<TId, Func<IReadOnlyList<TId>, CancellationToken, ValueTask<IReadOnlyDictionary<TId, T>>>, T>(
            ids, key, load, static (ids, load, token) => load(ids, token), options, cancellationToken);

    /// <summary><see cref="ICache.GetOrLoadAsync"/> for a loader that uses a service, with a scope for each load.</summary>
    public static ValueTask<T> GetOrLoadAsync<TService, TState, T>(
        this ICache cache, string key, ScopedLoader<TService> loader, TState state, ScopedLoad<TService, TState, T> load,
        CacheEntryOptions? options = null, CancellationToken cancellationToken = default)
        where TService : notnull =>
        cache.GetOrLoadAsync(
            key, (loader, state, load), static (use, context, token) => use.loader.LoadAsync(use.state, use.load, context, token), options,
            cancellationToken);

    /// <summary><see cref="ICache.ChangeSourceAsync"/> for a change that needs no state and returns something.</summary>
    public static ValueTask<T> ChangeSourceAsync<T>(
        this ICache cache, IReadOnlyCollection<string> keys, Func<CancellationToken, ValueTask<T>> change, CancellationToken cancellationToken = default) =>
        cache.ChangeSourceAsync(keys, change, static (change, token) => change(token), cancellationToken);

    /// <summary><see cref="ICache.ChangeSourceAsync"/> for a change that needs no state and returns nothing.</summary>
    public static async ValueTask ChangeSourceAsync(
        this ICache cache, IReadOnlyCollection<string> keys, Func<CancellationToken, ValueTask> change, CancellationToken cancellationToken = default) =>
        await cache.ChangeSourceAsync(
            keys, change,
            static async (change, token) =>
            {
                await change(token).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);

    /// <summary>Removes by several tags.</summary>
    /// <returns>True when every tier honours all of them.</returns>
    public static async ValueTask<bool> RemoveByTagsAsync(
        this ICache cache, IEnumerable<string> tags, CancellationToken cancellationToken = default)
    {
        var all = true;
        foreach (var tag in tags)
            all &= await cache.RemoveByTagAsync(tag, cancellationToken).ConfigureAwait(false);
        return all;
    }
}
