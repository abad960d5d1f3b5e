using Larder.Diagnostics;
using Larder.Entries;
using Larder.Pipeline;

namespace Larder.Records;

/// <summary>Records in memory: a record that may be served, or nothing.</summary>
internal sealed class RecordMemory(CacheParts cache)
{
    /// <summary>The record, if it may be served now.</summary>
    /// <exception cref="CacheTypeException">The key holds a value that is no record.</exception>
    public Entry<RecordState>? Find(string key)
    {
        if (!cache.Memory.TryFind(key, out var found)) return null;
        var now = cache.Clock.Now;
        if (!found.IsGoodAt(now, cache.BoundMs) && !IsGood(key, found, now)) return null;
        return found as Entry<RecordState> ?? throw new CacheTypeException(key, found.ValueType, typeof(RecordState));
    }

    /// <summary>Counts a hit.</summary>
    public void Hit(string key, Entry<RecordState> entry)
    {
        cache.Events.MemoryHits.Add();
        if (ReadRecorder.IsAnyRunning)
            cache.Events.Record(new CacheRead(key, ReadSource.Memory, MissReason.None, TimeSpan.Zero, entry.LoadTime, entry.Stamp.FreshFor(cache.Clock.Now)));
    }

    private bool IsGood(string key, Entry entry, long now)
    {
        var standing = entry.StandingAt(key, now, cache.BoundMs);
        if (standing == Standing.Behind) entry.PinAnew(key);
        return standing is Standing.Good or Standing.Behind;
    }
}
