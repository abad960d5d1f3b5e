namespace Larder.Backing;

/// <summary>
/// A table, or whatever stands in its place, as its application reads and writes it. Each call gets one from a scope of its own, so it may use what is
/// scoped, such as a connection. What it throws reaches the caller of <see cref="ICachedStore{TKey,TValue}"/>, and nothing of it is cached.
/// </summary>
/// <typeparam name="TKey">The primary key: a number, a text, a Guid; one that reads back from JSON as itself.</typeparam>
/// <typeparam name="TValue">The row.</typeparam>
public interface IBackingStore<TKey, TValue>
    where TKey : notnull
    where TValue : class
{
    /// <summary>One row; null if there is none.</summary>
    ValueTask<TValue?> LoadAsync(TKey key, CancellationToken cancellationToken);

    /// <summary>Many rows, each under its key and in any order; those that do not exist are left out. A dictionary is such a list.</summary>
    ValueTask<IEnumerable<KeyValuePair<TKey, TValue>>> LoadManyAsync(IReadOnlyList<TKey> keys, CancellationToken cancellationToken);

    /// <summary>
    /// Saves and deletes rows, each key once, best in one transaction. With write-behind a write may come more than once and in two processes: where
    /// <see cref="StoreWrite{TKey,TValue}.Version"/> is not 0, take it only if the row's version is smaller. Larder.Data does it in one statement.
    /// </summary>
    ValueTask WriteAsync(IReadOnlyList<StoreWrite<TKey, TValue>> writes, CancellationToken cancellationToken);

    /// <summary>The largest version in the table, for write-behind: a journal that was restored goes on above it. 0, the default: not known.</summary>
    ValueTask<long> HighestVersionAsync(CancellationToken cancellationToken) => ValueTask.FromResult(0L);
}
