using Larder.Entries;
using Larder.Memory;
using Larder.Validity;

namespace Larder.HitRate.Store;

/// <summary>The store without the rest of a cache: nothing changes elsewhere, and nobody listens to removals.</summary>
internal sealed class StandaloneStore : IChangeSink, IRemovalListener
{
    private readonly ChangeStripes _stripes = new();
    private readonly InstallTicket _ticket;
    private readonly EntryOrigin _origin;

    public StandaloneStore(MemoryBudget budget)
    {
        var watch = new Watch(this);
        _ticket = watch.Ticket();
        _origin = new EntryOrigin(SlotVersion.None, watch, watch.Epoch, [], TimeSpan.Zero, IsNull: false);
        Memory = new(budget, _stripes, this, new MonotonicClock(TimeProvider.System), new PressureGauge(static () => 0, static () => false));
    }

    public MemoryStore Memory { get; }

    long IChangeSink.Position => _stripes.Position;

    public Entry EntryOf(object value, int weight) =>
        new Entry<object>(new EntryContent<object>(value, default), _origin, new EntryStamp(long.MaxValue, long.MaxValue), weight);

    public void Install(string key, Entry entry) => Memory.Install(key, entry, _ticket);

    void IChangeSink.Changed(Slot slot)
    {
    }

    void IChangeSink.ChangedAll(Watch watch)
    {
    }

    void IChangeSink.Broken(Watch watch)
    {
    }

    void IRemovalListener.Removed(string key, RemovalCause cause)
    {
    }
}
