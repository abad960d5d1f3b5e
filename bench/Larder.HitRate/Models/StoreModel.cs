using System.Globalization;
using Larder.Entries;
using Larder.Memory;
using Larder.Validity;

namespace Larder.HitRate.Models;

/// <summary>The store itself, bounded in entries, as an application uses it: a read, and after a miss an install.</summary>
internal sealed class StoreModel : ICacheModel, IRemovalListener
{
    private readonly MemoryStore _store;
    private readonly InstallTicket _ticket;
    private readonly Entry _entry;
    private readonly string[] _names;

    public StoreModel(int capacity, int keys)
    {
        var stripes = new ChangeStripes();
        var watch = new Watch(new Silence(stripes));
        _names = [.. Enumerable.Range(0, keys).Select(static key => string.Create(CultureInfo.InvariantCulture, $"block:{key}"))];
        _ticket = watch.Ticket();
        _entry = new Entry<object>(
            new object(), new EntryOrigin(SlotVersion.None, watch, watch.Epoch, [], TimeSpan.Zero, IsNull: false),
            new EntryStamp(long.MaxValue, long.MaxValue), weight: 8);
        _store = new(
            new MemoryBudget(long.MaxValue, capacity), stripes, this, new MonotonicClock(TimeProvider.System),
            new PressureGauge(static () => 0, static () => false));
    }

    public int Count => _store.Count;

    public bool Access(int key)
    {
        if (_store.TryFind(_names[key], out _)) return true;
        _store.Install(_names[key], _entry, _ticket);
        return false;
    }

    public void Removed(string key, RemovalCause cause)
    {
    }

    /// <summary>Nothing changes elsewhere.</summary>
    private sealed class Silence(ChangeStripes stripes) : IChangeSink
    {
        public long Position => stripes.Position;

        public void Changed(Slot slot)
        {
        }

        public void ChangedAll(Watch watch)
        {
        }

        public void Broken(Watch watch)
        {
        }
    }
}
