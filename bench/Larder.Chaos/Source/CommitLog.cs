namespace Larder.Chaos.Source;

/// <summary>
/// The source of truth, "the database": a version for each key that only grows, with the time of each commit. One lock makes it linearizable.
/// </summary>
public sealed class CommitLog
{
    private readonly Lock _lock = new();
    private readonly List<long>[] _committedAt = [.. Enumerable.Range(0, KeySet.Count).Select(static _ => new List<long>())];
    private long _reads;

    /// <summary>How often loaders asked.</summary>
    public long Reads => Interlocked.Read(ref _reads);

    /// <summary>How many commits there were, of all keys.</summary>
    public long Commits
    {
        get
        {
            lock (_lock) return _committedAt.Sum(static times => (long)times.Count);
        }
    }

    public long Read(int key)
    {
        Interlocked.Increment(ref _reads);
        return Latest(key);
    }

    public long Latest(int key)
    {
        lock (_lock) return _committedAt[key].Count;
    }

    public long Commit(int key)
    {
        lock (_lock)
        {
            _committedAt[key].Add(Clock.Now);
            return _committedAt[key].Count;
        }
    }

    /// <summary>A commit at a time of the caller's choice, later than all before it.</summary>
    public long CommitAt(int key, long moment)
    {
        lock (_lock)
        {
            _committedAt[key].Add(moment);
            return _committedAt[key].Count;
        }
    }

    /// <summary>The version that every read of the source returned, at least, which began at this moment.</summary>
    public long VersionAt(int key, long moment)
    {
        lock (_lock)
        {
            var at = _committedAt[key].BinarySearch(moment);
            return at >= 0 ? at + 1 : ~at;
        }
    }
}
