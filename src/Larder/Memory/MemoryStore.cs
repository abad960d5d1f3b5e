using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Larder.Diagnostics;
using Larder.Entries;
using Larder.Validity;

namespace Larder.Memory;

/// <summary>
/// Memory: entries by key, within a bound of bytes that is never passed. A read takes no lock and allocates nothing; it only counts the hit.
/// Writes are made one at a time, and do all that has to be done about space and time, so that nothing runs while there are none.
/// </summary>
/// <remarks>
/// Order of locks: the gate of the key's stripe, then the one of writing. The gate ties an entry to its ticket; the other one keeps table,
/// queues and accounts in step, which is why the weight cannot drift.
/// </remarks>
internal sealed class MemoryStore
{
    private const int MostSwept = 4;
    private const int MostTrimmed = 256;

    private readonly ChangeStripes _stripes;
    private readonly IRemovalListener _listener;
    private readonly MonotonicClock _clock;
    private readonly SpaceLimit _limit;
    private readonly HotColdPolicy _policy;
    private readonly NodeTable _table;
    private readonly ExpirySweep _sweep;
    private readonly RemovalLog _removals = new();
    private readonly Lock _writing = new();
    private long _bytes;
    private long _count;

    public MemoryStore(MemoryBudget budget, ChangeStripes stripes, IRemovalListener listener, MonotonicClock clock, PressureGauge gauge)
    {
        (_stripes, _listener, _clock) = (stripes, listener, clock);
        _limit = new(budget, gauge);
        _policy = new(budget);
        _table = new(_writing, KeyHash.Draw());
        _sweep = new(_table);
    }

    /// <summary>How many entries there are, those included whose time is over.</summary>
    public int Count => (int)Volatile.Read(ref _count);

    /// <summary>The bytes that all entries take.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Every key that is there from the first step to the last, and maybe others.</summary>
    public IEnumerable<string> Keys => AllNodes().Select(node => node.Key);

    public bool TryFind(string key, [NotNullWhen(true)] out Entry? entry)
    {
        if (_table.Find(key) is not { } node)
        {
            entry = null;
            return false;
        }

        node.Hit();
        entry = EntryOf(node);
        return true;
    }

    /// <summary>What a person sees of a key; looking at it is no hit. Null: it is not held.</summary>
    public (Entry Entry, HeldEntry Seen)? Show(string key) =>
        _table.Find(key) is { } node ? (EntryOf(node), StoreView.Of(node, _clock.Now)) : null;

    /// <summary>Whether nothing changed the key since its ticket was made.</summary>
    public bool IsUnchanged(string key, in InstallTicket ticket)
    {
        var stripe = ChangeStripes.StripeOf(SlotKind.Entry, key);
        lock (_stripes.GateOf(stripe)) return _stripes.Admits(stripe, ticket);
    }

    /// <summary>Keeps an entry, if nothing changed since its ticket was made.</summary>
    public bool Install(string key, Entry entry, in InstallTicket ticket)
    {
        var stripe = ChangeStripes.StripeOf(SlotKind.Entry, key);
        lock (_stripes.GateOf(stripe))
        {
            if (!_stripes.Admits(stripe, ticket)) return false;
            Put(key, entry);
            return true;
        }
    }

    /// <summary>
    /// Keeps what this process itself wrote, if nobody else changed the key since; in any case what was read before the write can't be kept
    /// any more.
    /// </summary>
    public bool InstallOwnWrite(string key, Entry entry, in InstallTicket ticket)
    {
        var stripe = ChangeStripes.StripeOf(SlotKind.Entry, key);
        lock (_stripes.GateOf(stripe))
        {
            var admitted = _stripes.Admits(stripe, ticket);
            _stripes.Change(stripe, ChangeOrigin.Own);
            if (admitted) Put(key, entry);
            else Take(key, RemovalCause.Removal);
            return admitted;
        }
    }

    /// <summary>The key changed or is about to: removes its entry, and nothing that was read before this moment can be kept.</summary>
    /// <returns>The entry that was there.</returns>
    public Entry? Remove(string key, ChangeOrigin origin)
    {
        var stripe = ChangeStripes.StripeOf(SlotKind.Entry, key);
        lock (_stripes.GateOf(stripe))
        {
            _stripes.Change(stripe, origin);
            return Take(key, RemovalCause.Removal);
        }
    }

    /// <summary>Drops an entry that was found to be over, if it still is the one that is held.</summary>
    public void Drop(string key, Entry entry, RemovalCause cause)
    {
        lock (_writing)
        {
            if (ReferenceEquals(Locate(key), entry)) Discard(entry, cause);
        }
    }

    /// <summary>Removes everything; the caller has made all tickets void before.</summary>
    public void Clear()
    {
        foreach (var node in AllNodes())
            lock (_writing)
            {
                if (node.Place != Place.Nowhere) Discard(node, RemovalCause.Clear);
            }
    }

    /// <summary>What there is to see, with at most so many entries in each list.</summary>
    public MemoryContents Look(int most)
    {
        var now = _clock.Now;
        HeldEntry[] hottest = most == 0 ? [] : [.. StoreView.Hottest(AllNodes(), most).Select(node => StoreView.Of(node, now))];
        lock (_writing)
        {
            HeldEntry[] coldest = [.. StoreView.Coldest(_policy, most).Select(node => StoreView.Of(node, now))];
            var budget = _limit.Budget;
            return new MemoryContents(
                Count, Bytes, budget.Bytes, _limit.Present.Bytes, budget.Entries <= int.MaxValue ? (int)budget.Entries : null, _policy.ColdShare,
                _removals.Counts, _removals.Last(most, now), hottest, coldest);
        }
    }

    private long MostWeight => _limit.Budget.Entries < 1 ? 0 : Math.Min(_limit.Budget.Bytes, Node.MostWeight);

    // All nodes are entries; a checked cast would cost a tenth of a hit.
    private static Entry EntryOf(Node node) => Unsafe.As<Entry>(node);

    // A segment at a time, so that nobody waits for the whole. Nodes change segments only if the table changes its hash: then once more.
    private IEnumerable<Node> AllNodes()
    {
        KeyHash hash;
        do
        {
            hash = _table.Hash;
            for (var segment = 0; segment < NodeTable.SegmentCount; segment++)
            {
                Node[] nodes;
                lock (_writing) nodes = _table.NodesOf(segment);
                foreach (var node in nodes) yield return node;
            }
        }
        while (!ReferenceEquals(hash, _table.Hash));
    }

    /// <summary>Called under the key's gate.</summary>
    private Entry? Take(string key, RemovalCause cause)
    {
        // Nobody puts this key in meanwhile, so if it is not there now, there is nothing to take.
        if (_table.Find(key) is null) return null;
        lock (_writing)
        {
            if (Locate(key) is not { } node) return null;
            Discard(node, cause);
            return EntryOf(node);
        }
    }

    private Node? Locate(string key) => _table.Locate(key, _table.Hash.Of(key));

    /// <summary>Called under the key's gate.</summary>
    private void Put(string key, Entry entry)
    {
        var weight = entry.Weight + Node.OverheadOf(key);
        if (weight > MostWeight)
        {
            Take(key, RemovalCause.Size);
            return;
        }

        var now = _clock.Now;
        lock (_writing)
        {
            var hash = _table.Hash.Of(key);
            var held = _table.Locate(key, hash);
            if (!ReferenceEquals(held, entry))
            {
                // A reader may still stand on a node that left, so none comes back.
                var node = entry.IsUsed ? entry.With(entry.Origin, entry.Stamp) : entry;
                (node.Key, node.Hash, node.BornAt) = (held?.Key ?? key, hash, StoreView.Second(now));
                if (held is null) Insert(node, (int)weight, now);
                else Replace(held, node, (int)weight, now);
                _sweep.Note(node.Stamp.StaleUntil);
            }

            Tend(now);
        }
    }

    private void Insert(Node node, int weight, long now)
    {
        node.HeldWeight = weight;
        var isHot = _policy.Welcome(node.Hash);
        MakeRoom(weight, now);
        Account(weight, 1);
        _policy.Enter(node, isHot);
        _table.Add(node);
    }

    private void Replace(Node held, Node node, int weight, long now)
    {
        // Out of its queue, so that it does not make room for itself; its weight stays accounted as long as readers find it.
        (node.TurnedAt, node.Hits, node.HeldWeight) = (held.TurnedAt, held.Hits, weight);
        var place = _policy.TakeOut(held);
        var growth = weight - held.HeldWeight;
        if (growth > 0) MakeRoom(growth, now, entries: 0);
        if (growth > 0) Account(growth, 0);
        _table.Replace(held, node);
        if (growth < 0) Account(growth, 0);
        _policy.Return(node, place);
        Tell(held, RemovalCause.Replacement);
    }

    private void MakeRoom(long bytes, long now, int entries = 1)
    {
        var budget = _limit.Budget;
        while (_policy.Count > 0 && (_bytes + bytes > budget.Bytes || _count + entries > budget.Entries)) Evict(now, RemovalCause.Size);
    }

    /// <summary>What else there is to do, a bounded part with each write.</summary>
    private void Tend(long now)
    {
        for (var swept = 0; swept < MostSwept; swept++)
            if (_sweep.Step(now) is { } over) Discard(over, RemovalCause.Expiration);

        if (_limit.Adapt(_bytes)) _policy.Divide(_limit.Present);
        for (var trimmed = 0; trimmed < MostTrimmed && _bytes > _limit.Present.Bytes && _policy.Count > 0; trimmed++)
            Evict(now, RemovalCause.Pressure);
    }

    private void Evict(long now, RemovalCause cause)
    {
        var node = _policy.NextToLeave(now);
        Discard(node, node.Stamp.StaleUntil <= now ? RemovalCause.Expiration : cause);
    }

    /// <summary>The one way out: each node is taken from table, queue and accounts together, once.</summary>
    private void Discard(Node node, RemovalCause cause)
    {
        _table.Remove(node);
        _policy.Leave(node, isForSpace: cause is RemovalCause.Size or RemovalCause.Pressure);
        Account(-node.HeldWeight, -1);
        Tell(node, cause);
    }

    private void Tell(Node node, RemovalCause cause)
    {
        _removals.Write(node.Key, cause, _clock.Now);
        _listener.Removed(node, cause);
    }

    private void Account(long bytes, int entries)
    {
        Volatile.Write(ref _bytes, _bytes + bytes);
        Volatile.Write(ref _count, _count + entries);
    }
}
