namespace Larder.Backing;

/// <summary>
/// A store behind a cache, by the strategy that it was registered with. Writes of one key are done one after the other in this process, in the order
/// in which they came; who wrote reads what he wrote.
/// </summary>
/// <typeparam name="TKey">The primary key.</typeparam>
/// <typeparam name="TValue">The row.</typeparam>
public interface ICachedStore<TKey, TValue>
    where TKey : notnull
    where TValue : class
{
    /// <summary>The row from the cache, else from the store; null if there is none.</summary>
    /// <exception cref="StoreAnswerException">The store gave a row of another key.</exception>
    ValueTask<TValue?> GetAsync(TKey key, CancellationToken cancellationToken = default);

    /// <summary>The rows that there are, with one call of the store for those that no tier has.</summary>
    /// <exception cref="StoreAnswerException">The store gave a row that nobody asked for, or one twice.</exception>
    ValueTask<IReadOnlyDictionary<TKey, TValue>> GetManyAsync(IReadOnlyCollection<TKey> keys, CancellationToken cancellationToken = default);

    /// <summary>Inserts or overwrites a row. When it throws, the write is not acknowledged; a failure of the store leaves the cache as it was.</summary>
    /// <exception cref="StoreTimeoutException">The store did not answer in time: nobody knows whether the row was written. The cache forgets it.</exception>
    /// <exception cref="CacheValueTooLargeException">Nothing was written.</exception>
    /// <exception cref="Larder.Journal.JournalFullException">Write-behind: there is no room. Nothing was written.</exception>
    /// <exception cref="Larder.Journal.JournalUnreachableException">Write-behind: the journal did not answer.</exception>
    ValueTask<WriteReceipt> SaveAsync(TKey key, TValue value, CancellationToken cancellationToken = default);

    /// <summary>Deletes a row; one that does not exist is deleted already. Throws as <see cref="SaveAsync"/>.</summary>
    ValueTask<WriteReceipt> DeleteAsync(TKey key, CancellationToken cancellationToken = default);
}
