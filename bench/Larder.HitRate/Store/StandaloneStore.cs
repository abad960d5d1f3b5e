using Larder.Diagnostics;
using Larder.Entries;
using Larder.Memory;
using Larder.Validity;

namespace Larder.HitRate.Store;

/// <summary>The store of memory without the rest of a cache: nothing changes elsewhere, and nobody listens to removals.</summary>
public sealed class StandaloneStore : IChangeSink
{
    private readonly ChangeStripes _stripes = new();
    private readonly InstallTicket _ticket;
    private readonly EntryOrigin _origin;
    private readonly MemoryStore _memory;

    /// <summary>Bounded in bytes and in entries; either may be the greatest number there is.</summary>
    public StandaloneStore(long bytes, long entries)
    {
        var watch = new Watch(this);
        _ticket = watch.Ticket();
        _origin = new EntryOrigin(SlotVersion.None, watch, watch.Epoch, MarkOf(watch), TimeSpan.Zero, IsNull: false);
        _memory = new(
            new MemoryBudget(bytes, entries), _stripes, new NoListener(), new MonotonicClock(TimeProvider.System),
            new PressureGauge(static () => 0, static () => false));
    }

    /// <summary>How many entries there are.</summary>
    public int Count => _memory.Count;

    long IChangeSink.Position => _stripes.Position;

    /// <summary>Whether the key is there; counts as a hit.</summary>
    public bool Find(string key) => _memory.TryFind(key, out _);

    /// <summary>Puts a value in.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="value">What is kept.</param>
    /// <param name="weight">Its bytes.</param>
    public void Put(string key, object value, int weight) =>
        _memory.Install(key, new Entry<object>(new EntryContent<object>(value, default), _origin, new EntryStamp(long.MaxValue, long.MaxValue), weight), _ticket);

    void IChangeSink.Changed(Slot slot)
    {
    }

    void IChangeSink.ChangedAll(Watch watch)
    {
    }

    void IChangeSink.Broken(Watch watch)
    {
    }

    // As in a cache, where each entry depends at least on the mark of all.
    private static MarkPin[] MarkOf(Watch watch)
    {
        var cell = new MarkCell(new Slot(SlotKind.All, ""), new MarkChanges());
        return [new MarkPin(cell, cell.Know(new VersionSource().Next(), null, watch, watch.Epoch))];
    }

    private sealed class NoListener : IRemovalListener
    {
        public void Removed(Node node, RemovalCause cause)
        {
        }
    }
}
