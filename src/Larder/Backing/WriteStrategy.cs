namespace Larder.Backing;

/// <summary>How a write reaches database and cache. Reads are the same in all: cache first, then database.</summary>
public enum WriteStrategy
{
    /// <summary>Cache-aside: the database, then the entry is removed. The next read loads it.</summary>
    Around,

    /// <summary>The database, then the cache has the new value, if nothing else happened to the entry meanwhile; else it is removed.</summary>
    Through,

    /// <summary>The journal and the cache at once, the database later, in batches. Needs a shared tier with a journal.</summary>
    Behind,
}
