using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Tiers;

/// <summary>
/// The stream of changes from the server to one instance, as the test scripts it. By default each change by another instance is delivered
/// before the change is acknowledged, and the watch vouches for all time. Like a tracked connection, it tells of the first change after
/// a read and then no more until the next read. An instance's own writes are not told: its cache fences them itself.
/// </summary>
public sealed class ChangeStream
{
    private readonly InMemoryTierServer _server;
    private readonly HashSet<Slot> _watched = [];
    private readonly Queue<Slot?> _heldBack = [];
    private bool _holding;
    private bool _doubted;
    private bool _cut;

    internal ChangeStream(InMemoryTierServer server, IChangeSink sink)
    {
        _server = server;
        Watch = new(sink);
    }

    /// <summary>What the cache reads on each hit.</summary>
    public Watch Watch { get; }

    /// <summary>How many changes are held back.</summary>
    public int HeldBack
    {
        get
        {
            lock (_server.Gate) return _heldBack.Count;
        }
    }

    private bool Follows => _server.Traits.Follow != Follow.None;

    /// <summary>Holds changes back from now on. The watch stays proven up to this moment and no further.</summary>
    public void Hold()
    {
        lock (_server.Gate)
        {
            _holding = true;
            Watch.Doubt();
            Vouch();
        }
    }

    /// <summary>Delivers the oldest change that is held back; false when there is none. Call <see cref="Prove"/> to vouch again.</summary>
    public bool DeliverNext()
    {
        lock (_server.Gate)
        {
            if (!_heldBack.TryDequeue(out var slot)) return false;
            Deliver(slot);
            return true;
        }
    }

    /// <summary>Delivers what was held back, in order, and holds no more.</summary>
    public void Release()
    {
        lock (_server.Gate)
        {
            while (DeliverNext())
            {
            }

            _holding = false;
            Vouch();
        }
    }

    /// <summary>The connection is lost with all that was held back, and a new one takes its place at once.</summary>
    public void Break()
    {
        lock (_server.Gate)
        {
            Lose();
            _cut = false;
            Vouch();
        }
    }

    /// <summary>The connection is lost with all that was held back, and stays so until <see cref="Heal"/>. Commands still work.</summary>
    public void Cut()
    {
        lock (_server.Gate)
        {
            if (_cut) return;
            Lose();
            _cut = true;
        }
    }

    /// <summary>Ends a <see cref="Cut"/>: a new connection takes the place of the lost one.</summary>
    public void Heal()
    {
        lock (_server.Gate)
            if (_cut) Break();
    }

    /// <summary>The peer may not be the right one: nothing is vouched for until <see cref="Prove"/>.</summary>
    public void Doubt()
    {
        lock (_server.Gate)
        {
            _doubted = true;
            Watch.Doubt();
        }
    }

    /// <summary>Ends a <see cref="Doubt"/>; while changes are held back but none is outstanding, vouches up to this moment.</summary>
    /// <exception cref="InvalidOperationException">The stream is cut, or a change is outstanding: a proof would be a lie.</exception>
    public void Prove()
    {
        lock (_server.Gate)
        {
            if (_cut) throw new InvalidOperationException("A stream that is cut proves nothing. Call Heal() first.");
            if (_heldBack.Count > 0)
                throw new InvalidOperationException($"{_heldBack.Count} changes are held back: a proof would run ahead of them. Deliver them first.");
            _doubted = false;
            Vouch();
        }
    }

    /// <summary>An instance reads this slot: it hears of the next change.</summary>
    internal void Observe(Slot slot)
    {
        if (Follows && !_cut) _watched.Add(slot);
    }

    /// <summary>This instance changed the slot itself.</summary>
    internal void Forget(Slot slot) => _watched.Remove(slot);

    /// <summary>Another instance changed the slot.</summary>
    internal void Tell(Slot slot)
    {
        if (_watched.Remove(slot)) Pass(slot);
    }

    /// <summary>Everything changed.</summary>
    internal void TellAll()
    {
        _watched.Clear();
        if (Follows && !_cut) Pass(null);
    }

    internal void Vouch()
    {
        if (_cut || _doubted || !Follows) return;
        if (!_holding) Watch.Prove(long.MaxValue);
        else if (_heldBack.Count == 0) Watch.Prove(_server.Monotonic.Now);
    }

    private void Pass(Slot? slot)
    {
        if (_holding) _heldBack.Enqueue(slot);
        else Deliver(slot);
    }

    private void Deliver(Slot? slot)
    {
        if (slot is { } one) Watch.Changed(one);
        else Watch.ChangedAll();
    }

    private void Lose()
    {
        _heldBack.Clear();
        _watched.Clear();
        Watch.Break();
    }
}
