using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Tiers;

/// <summary>
/// The shared side of the model: what a Redis or a database file is to real instances. Each <see cref="Open"/> is a process of its own.
/// It expires by the clock that it is given.
/// </summary>
/// <param name="clock">Usually a <see cref="FakeClock"/>.</param>
/// <param name="traits">What the instances say of themselves; by default changes are pushed and foreign programs may write.</param>
public sealed class InMemoryTierServer(TimeProvider clock, TierTraits? traits = null) : ISharedTierFactory
{
    private static readonly TierTraits Usual = new("memory", Follow.Pushed, TimeSpan.Zero, 64 << 20, TierFeatures.ForeignWriters | TierFeatures.WriterHolds);

    private readonly List<InMemoryTier> _instances = [];
    private TierFailure? _down;

    /// <summary>A server with a clock of its own, to be advanced by the test.</summary>
    public InMemoryTierServer() : this(new FakeClock())
    {
    }

    /// <summary>The clock by which it expires.</summary>
    public TimeProvider Clock => clock;

    /// <summary>What the instances say of themselves.</summary>
    public TierTraits Traits { get; } = traits ?? Usual;

    /// <inheritdoc/>
    public string Name => Traits.Name;

    /// <summary>The instances that are open, in the order in which they were opened.</summary>
    public IReadOnlyList<InMemoryTier> Instances
    {
        get
        {
            lock (Gate) return [.. _instances];
        }
    }

    /// <summary>The slots that hold something.</summary>
    public IReadOnlyList<Slot> Slots
    {
        get
        {
            lock (Gate) return Table.Slots;
        }
    }

    /// <summary>Orders everything that happens to the server. A sink is called under it: it must not call back.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>The milliseconds by which watches are proven.</summary>
    internal MonotonicClock Monotonic { get; } = new(clock);

    internal SlotTable Table { get; } = new(clock);

    /// <summary>Who holds what until when; read and changed under the lock.</summary>
    internal Dictionary<(Slot Entry, SlotVersion Holder), TimeSpan> Holds { get; } = [];

    internal VersionSource Versions { get; } = new();

    /// <summary>Connects one more process.</summary>
    public InMemoryTier Open(IChangeSink sink)
    {
        lock (Gate)
        {
            InMemoryTier tier = new(this, sink);
            _instances.Add(tier);
            if (_down is null) tier.Changes.Vouch();
            else tier.Changes.Cut();
            return tier;
        }
    }

    /// <summary>The writer holds of one more process.</summary>
    public InMemoryHolds OpenHolds() => new(this);

    ISharedTier ISharedTierFactory.Open(IChangeSink sink) => Open(sink);

    /// <summary>What a slot holds.</summary>
    public SlotState StateOf(Slot slot)
    {
        lock (Gate) return Table.Find(slot)?.State ?? SlotState.Absent;
    }

    /// <summary>A program that is not Larder writes something into a slot.</summary>
    public void WriteForeign(Slot slot) => Change(slot, StoredState.Foreign, writer: null);

    /// <summary>A program that is not Larder sets a field of a record, as <c>HSET</c> does; of what is no record, the slot becomes foreign.</summary>
    public void WriteForeignField(Slot slot, RecordField field)
    {
        lock (Gate)
        {
            var held = Table.Find(slot);
            var content = held is { State: SlotState.Held } ? InMemoryRecords.ContentOf(held) : null;
            if (content is null) Change(slot, StoredState.Foreign, writer: null);
            else Change(slot, held! with { Body = RecordBody.Write(content.With(new RecordUpdate(held.Version, [field]))) }, writer: null);
        }
    }

    /// <summary>The fields of a record; none when the slot holds none.</summary>
    public IReadOnlyList<RecordField> FieldsOf(Slot slot)
    {
        lock (Gate) return Table.Find(slot) is { State: SlotState.Held } held ? InMemoryRecords.ContentOf(held)?.Fields ?? [] : [];
    }

    /// <summary>A program that is not Larder, or the server for want of room, removes what a slot holds.</summary>
    public void RemoveForeign(Slot slot) => Change(slot, null, writer: null);

    /// <summary>A program that is not Larder empties the server.</summary>
    public void FlushForeign()
    {
        lock (Gate)
        {
            Table.Clear();
            foreach (var instance in _instances)
                instance.Changes.TellAll();
        }
    }

    /// <summary>From now on every command fails, and all streams are cut. What is stored stays.</summary>
    public void TakeDown(TierFailure failure = TierFailure.Unreachable)
    {
        lock (Gate)
        {
            _down = failure;
            foreach (var instance in _instances)
                instance.Changes.Cut();
            Table.WakeAll();
        }
    }

    /// <summary>Commands work again, and each instance gets a new stream.</summary>
    public void BringUp()
    {
        lock (Gate)
        {
            _down = null;
            foreach (var instance in _instances)
                instance.Changes.Heal();
        }
    }

    internal void ThrowIfDown()
    {
        if (_down is { } failure) throw new TierException(failure, "The in-memory server was taken down by the test.");
    }

    /// <summary>The one place where a slot changes: all watchers are told before the writer gets its answer.</summary>
    internal void Change(Slot slot, StoredState? state, InMemoryTier? writer)
    {
        lock (Gate)
        {
            Table.Put(slot, state);
            foreach (var instance in _instances)
            {
                if (instance == writer) instance.Changes.Forget(slot);
                else instance.Changes.Tell(slot);
            }
        }
    }

    internal void Close(InMemoryTier tier)
    {
        lock (Gate)
        {
            if (!_instances.Remove(tier)) return;
            tier.Changes.Cut();
            Table.WakeAll();
        }
    }
}
