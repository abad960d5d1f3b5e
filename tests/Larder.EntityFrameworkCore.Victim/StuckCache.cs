namespace Larder.EntityFrameworkCore.Victim;

/// <summary>A cache that says when it is asked to remove, and then hangs: here the process is killed.</summary>
internal sealed class StuckCache(ICache inner, Action asked) : ICache
{
    public string Name => inner.Name;

    public ValueTask<T> ReadAsync<TState, T>(
        string key, TState state, CacheLoader<TState, T> load, CacheEntryOptions? options, CancellationToken cancellationToken) =>
        inner.ReadAsync(key, state, load, options, cancellationToken);

    public ValueTask<IReadOnlyDictionary<TId, T>> GetOrLoadManyAsync<TId, TState, T>(
        IReadOnlyCollection<TId> ids, Func<TId, string> key, TState state, CacheBatchLoader<TId, TState, T> load, CacheEntryOptions? options = null,
        CancellationToken cancellationToken = default)
        where TId : notnull => inner.GetOrLoadManyAsync(ids, key, state, load, options, cancellationToken);

    public ValueTask<CacheLookup<T>> TryGetAsync<T>(string key, CancellationToken cancellationToken = default) => inner.TryGetAsync<T>(key, cancellationToken);

    public ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken = default) => inner.ExistsAsync(key, cancellationToken);

    public ValueTask<bool> SetAsync<T>(string key, T value, CacheEntryOptions? options = null, CancellationToken cancellationToken = default) =>
        inner.SetAsync(key, value, options, cancellationToken);

    public ValueTask<bool> ExpireAsync(string key, CancellationToken cancellationToken = default) => HangAsync<bool>();

    public ValueTask<bool> RemoveAsync(string key, CancellationToken cancellationToken = default) => HangAsync<bool>();

    public ValueTask<int> RemoveAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default) => HangAsync<int>();

    public ValueTask<T> ChangeSourceAsync<TState, T>(
        IReadOnlyCollection<string> keys, TState state, Func<TState, CancellationToken, ValueTask<T>> change, CancellationToken cancellationToken = default) =>
        HangAsync<T>();

    public ValueTask<bool> RemoveByTagAsync(string tag, CancellationToken cancellationToken = default) => HangAsync<bool>();

    public ValueTask<PatternRemoval> RemoveByPatternAsync(string pattern, CancellationToken cancellationToken = default) => HangAsync<PatternRemoval>();

    public ValueTask<bool> ClearAsync(CancellationToken cancellationToken = default) => HangAsync<bool>();

    private async ValueTask<T> HangAsync<T>()
    {
        asked();
        await Task.Delay(Timeout.Infinite);
        return default!;
    }
}
