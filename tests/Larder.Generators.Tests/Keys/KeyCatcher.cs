namespace Larder.Generators.Tests.Keys;

/// <summary>A cache that answers nothing and remembers the last key that it was asked for.</summary>
internal sealed class KeyCatcher : ICache
{
    public string Name => "";

    public string Last { get; private set; } = "";

    public ValueTask<T> ReadAsync<TState, T>(
        string key, TState state, CacheLoader<TState, T> load, CacheEntryOptions? options, CancellationToken cancellationToken)
    {
        Last = key;
        return new(default(T)!);
    }

    public ValueTask<IReadOnlyDictionary<TId, T>> GetOrLoadManyAsync<TId, TState, T>(
        IReadOnlyCollection<TId> ids, Func<TId, string> key, TState state, CacheBatchLoader<TId, TState, T> load, CacheEntryOptions? options,
        CancellationToken cancellationToken)
        where TId : notnull => throw new NotSupportedException();

    public ValueTask<CacheLookup<T>> TryGetAsync<T>(string key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<bool> SetAsync<T>(string key, T value, CacheEntryOptions? options, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<bool> ExpireAsync(string key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<bool> RemoveAsync(string key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<int> RemoveAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<T> ChangeSourceAsync<TState, T>(
        IReadOnlyCollection<string> keys, TState state, Func<TState, CancellationToken, ValueTask<T>> change, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<bool> RemoveByTagAsync(string tag, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<PatternRemoval> RemoveByPatternAsync(string pattern, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<bool> ClearAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
