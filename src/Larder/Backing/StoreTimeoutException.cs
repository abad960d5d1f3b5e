namespace Larder.Backing;

/// <summary>A store did not end a write in time. Nobody knows whether it was written; the cache has forgotten the row.</summary>
/// <param name="store">The store's name.</param>
/// <param name="limit">The time that it had.</param>
public sealed class StoreTimeoutException(string store, TimeSpan limit) : CacheException(
    "LAR513", $"The store \"{store}\" did not end a write within {limit.TotalSeconds:0.###} s; it may have been written. Look why the database is slow, or raise the store's Timeout.", null);
