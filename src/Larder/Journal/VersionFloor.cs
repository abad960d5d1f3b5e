namespace Larder.Journal;

/// <summary>
/// The largest version that this process has met, for each shard. A server that was restored from its replica, or whose clock was set back, must not
/// give smaller ones: the database would take them for old, and drop writes that were acknowledged.
/// </summary>
internal sealed class VersionFloor(int shards)
{
    private readonly long[] _versions = new long[shards];

    public long Of(int shard) => Volatile.Read(ref _versions[shard]);

    public void Raise(int shard, long version)
    {
        for (var known = Of(shard); version > known; known = Of(shard))
            if (Interlocked.CompareExchange(ref _versions[shard], version, known) == known) return;
    }
}
