using Larder.Entries;

namespace Larder.Memory;

/// <summary>
/// Which entry leaves: LIRS (Jiang and Zhang, 2002) made lazy as in CLOCK-Pro, with the balance of ARC. A hit only counts; entries move when space
/// is needed. docs/design/eviction.md has the reasons and the figures. Under the store's lock.
/// </summary>
/// <remarks>
/// A new entry is cold. It becomes hot when it was hit by the time the cold queue has moved it to its end, or when it left and its key comes
/// back sooner than the oldest hot entry was turned. Where the hot queue overflows, its oldest entry gets another turn if it was hit, and
/// cools down if not. The share of the cold part follows what comes back: a key that never was hot, and comes back soon, would have stayed in
/// a larger cold part; one that had been hot, or that comes back too late to be hot, in a larger hot part.
/// </remarks>
internal sealed class HotColdPolicy
{
    private const double FirstShare = 0.02, LeastShare = 0.01, MostShare = 0.9;
    private const double Grow = 0.5, Shrink = 0.25, ShrinkForLate = 0.1;

    /// <summary>A key that comes back later than this part of the time makes no case for a larger cold part: in a loop all do.</summary>
    private const double Near = 0.75;

    /// <summary>How many entries one search passes over that were hit: a write must end soon also when all were.</summary>
    private const int MostTurns = 64;

    private readonly NodeQueue _hot = new();
    private readonly NodeQueue _cold = new();
    private readonly DepartedKeys _departed = new();
    private double _coldShare = FirstShare;
    private MemoryBudget _coldPart;
    private MemoryBudget _hotPart;
    private uint _insertions;
    private int _turns;

    public HotColdPolicy(MemoryBudget budget) => Divide(budget);

    /// <summary>How many nodes are in the queues.</summary>
    public long Count => _hot.Count + _cold.Count;

    public NodeQueue Hot => _hot;

    public NodeQueue Cold => _cold;

    /// <summary>The part of the budget that the cold queue is given, as a share.</summary>
    public double ColdShare => _coldShare;

    private bool IsColdFull => _cold.Weight >= _coldPart.Bytes || _cold.Count >= _coldPart.Entries;

    private bool IsHotTooLarge => _hot.Weight > _hotPart.Bytes || _hot.Count > _hotPart.Entries;

    /// <summary>Divides this budget between hot and cold from now on.</summary>
    public void Divide(MemoryBudget budget)
    {
        _coldPart = new((long)(_coldShare * budget.Bytes), Math.Max(1, (long)(_coldShare * budget.Entries)));
        _hotPart = new(budget.Bytes - _coldPart.Bytes, budget.Entries - _coldPart.Entries);
    }

    /// <summary>Takes note that this key is put in again; true when it shall be hot at once. Before room is made for it.</summary>
    public bool Welcome(uint hash)
    {
        _insertions++;
        var departure = _departed.Take(hash, out var turnedAt);
        if (departure == Departure.Unknown) return false;
        long away = _insertions - turnedAt, span = _hot.Oldest is { } oldest ? _insertions - oldest.TurnedAt : long.MaxValue / 4;
        Balance(departure, (double)away / Math.Max(1, span));
        return away <= span;
    }

    /// <summary>Puts a node into a queue.</summary>
    public void Enter(Node node, bool isHot)
    {
        (node.TurnedAt, node.Hits, _turns) = (_insertions, 0, 0);
        var fillsHot = IsColdFull && HasHotRoomFor(node);
        Place(node, (isHot || fillsHot) && MayBeHot(node) ? Entries.Place.Hot : Entries.Place.Cold);
        while (IsHotTooLarge) Cool();
    }

    /// <summary>Puts a node back whose weight has changed; it stays what it was, and was used.</summary>
    public void Return(Node node, Place place)
    {
        node.Hit();
        Place(node, place == Entries.Place.Hot && !MayBeHot(node) ? Entries.Place.Cooled : place);
        _turns = 0;
        while (IsHotTooLarge) Cool();
    }

    /// <summary>Takes a node out of its queue, to be put back by <see cref="Return"/>.</summary>
    public Place TakeOut(Node node)
    {
        var place = node.Place;
        (place == Entries.Place.Hot ? _hot : _cold).Take(node);
        node.Place = Entries.Place.Nowhere;
        return place;
    }

    /// <summary>Takes a node out for good, and remembers its key.</summary>
    public void Leave(Node node, bool isForSpace)
    {
        // What was hit since its last turn was in use just now.
        var turnedAt = node.Hits > 0 ? _insertions : node.TurnedAt;
        var place = TakeOut(node);
        var departure = !isForSpace ? Departure.Taken : place == Entries.Place.Cold ? Departure.Cold : Departure.Hot;
        _departed.Add(node.Hash, turnedAt, departure, _insertions, Count);
    }

    /// <summary>The node that has to leave next; it is still in its queue. There is one.</summary>
    public Node NextToLeave(long now)
    {
        for (_turns = 0; ; _turns++)
        {
            if (_cold.Oldest is null) Cool();
            var node = _cold.Oldest!;
            if (node.Hits == 0 || _turns >= MostTurns || node.Stamp.StaleUntil <= now) return node;
            Turn(node, MayBeHot(node) ? Entries.Place.Hot : Entries.Place.Cold);
            while (IsHotTooLarge) Cool();
        }
    }

    private bool HasHotRoomFor(Node node) => _hot.Weight + node.HeldWeight <= _hotPart.Bytes && _hot.Count < _hotPart.Entries;

    // One entry heavier than the hot part would cool all others down.
    private bool MayBeHot(Node node) => node.HeldWeight <= _hotPart.Bytes;

    /// <param name="departure">How the key that comes back had left.</param>
    /// <param name="lateness">How long it was away, as a part of the time that the oldest hot entry has stood.</param>
    private void Balance(Departure departure, double lateness)
    {
        // The rarer kind of departed keys speaks for as many as there are of the other.
        double leftHot = Math.Max(1, _departed.LeftHot), leftCold = Math.Max(1, _departed.LeftCold);
        if (departure == Departure.Hot) Shift(-Shrink * Math.Max(1, leftCold / leftHot));
        else if (departure == Departure.Cold && lateness <= Near) Shift(Grow * Math.Max(1, leftHot / leftCold));
        else if (departure == Departure.Cold && lateness > 1) Shift(-ShrinkForLate);
    }

    private void Shift(double entries)
    {
        _coldShare = Math.Clamp(_coldShare + (entries / Math.Max(1, Count)), LeastShare, MostShare);
        Divide(new(_hotPart.Bytes + _coldPart.Bytes, _hotPart.Entries + _coldPart.Entries));
    }

    private void Cool()
    {
        var node = _hot.Oldest!;
        for (; node.Hits > 0 && _turns < MostTurns; _turns++)
        {
            var hits = node.Hits;
            Turn(node, Entries.Place.Hot);
            node.Hits = hits / 2;
            node = _hot.Oldest!;
        }

        // One that was hit and cools only because the search has to end keeps its hits, and by them becomes hot again.
        _hot.Take(node);
        Place(node, Entries.Place.Cooled);
    }

    private void Turn(Node node, Place place)
    {
        TakeOut(node);
        (node.TurnedAt, node.Hits) = (_insertions, 0);
        Place(node, place);
    }

    private void Place(Node node, Place place)
    {
        node.Place = place;
        (place == Entries.Place.Hot ? _hot : _cold).Add(node);
    }
}
