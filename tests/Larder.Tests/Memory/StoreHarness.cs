using Larder.Diagnostics;
using Larder.Entries;
using Larder.Memory;
using Larder.Testing;
using Larder.Validity;

namespace Larder.Tests.Memory;

/// <summary>A store with a clock that the test moves, a gauge that it sets, and a record of all removals.</summary>
internal sealed class StoreHarness : IChangeSink, IRemovalListener
{
    private readonly EntryOrigin _origin;
    private readonly MonotonicClock _time;
    private int _fullCollections;
    private bool _isShort;

    public StoreHarness(long bytes = long.MaxValue, long entries = long.MaxValue, TimeProvider? time = null)
    {
        _time = new MonotonicClock(time ?? Clock);
        Watch = new Watch(this);
        _origin = new EntryOrigin(SlotVersion.None, Watch, Watch.Epoch, [], TimeSpan.Zero, IsNull: false);
        Store = new(new MemoryBudget(bytes, entries), Stripes, this, _time, new PressureGauge(() => _fullCollections, () => _isShort));
    }

    public FakeClock Clock { get; } = new();

    public ChangeStripes Stripes { get; } = new();

    public Watch Watch { get; }

    public MemoryStore Store { get; }

    public List<(string Key, RemovalCause Cause)> Removals { get; } = [];

    /// <summary>Called for each removal, under the store's lock; by default it is written down.</summary>
    public Action<string, RemovalCause>? OnRemoved { get; set; }

    public long Now => _time.Now;

    long IChangeSink.Position => Stripes.Position;

    public static long WeightOf(string key, int valueWeight) => valueWeight + Node.OverheadOf(key);

    public Entry<string> EntryOf(string value, int weight = 10, TimeSpan? expiration = null)
    {
        var end = MonotonicClock.After(Now, expiration);
        return new(new EntryContent<string>(value, default), _origin, new EntryStamp(end, end), weight);
    }

    /// <summary>An entry as the store hands it to the table and the queues, with a weight of 1.</summary>
    public Node NodeOf(string key, KeyHash hash)
    {
        var node = EntryOf("some", weight: 1);
        (node.Key, node.Hash) = (key, hash.Of(key));
        return node;
    }

    public bool Install(string key, string value = "value", int weight = 10, TimeSpan? expiration = null) =>
        Store.Install(key, EntryOf(value, weight, expiration), Watch.Ticket());

    public string? Find(string key) => Store.TryFind(key, out var entry) ? ((Entry<string>)entry).Value : null;

    /// <summary>Reads, and installs what is missing, as an application does. True: it was there.</summary>
    public bool Use(string key)
    {
        if (Store.TryFind(key, out _)) return true;
        Install(key);
        return false;
    }

    public IReadOnlyList<HeldEntry> All() => Store.Look(1 << 20).Coldest;

    public void CollectFully(bool isShort)
    {
        _isShort = isShort;
        _fullCollections++;
    }

    void IChangeSink.Changed(Slot slot) => Store.Remove(slot.Name, ChangeOrigin.Own);

    void IChangeSink.ChangedAll(Watch watch) => Store.Clear();

    void IChangeSink.Broken(Watch watch)
    {
    }

    void IRemovalListener.Removed(Node node, RemovalCause cause)
    {
        if (OnRemoved is { } listener) listener(node.Key, cause);
        else Removals.Add((node.Key, cause));
    }
}
