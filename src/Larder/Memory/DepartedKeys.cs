namespace Larder.Memory;

/// <summary>
/// Remembers, by hash, which keys left lately, when they were last turned, and how they left: twice as many as there are entries, in buckets of
/// a cache line. In a full bucket the one that was turned longest ago makes room. A key taken for another costs a poor guess, no more.
/// </summary>
internal sealed class DepartedKeys
{
    private const int Ways = 8;
    private const int PerEntry = 2;
    private const int HashShift = 34;
    private const int DepartureShift = 32;

    private ulong[] _slots = [];

    /// <summary>How many of those remembered left without having been hot.</summary>
    public int LeftCold { get; private set; }

    /// <summary>How many of those remembered had been hot and cooled down.</summary>
    public int LeftHot { get; private set; }

    /// <summary>Tells how the key left and forgets it; <see cref="Departure.Unknown"/> when it is not remembered.</summary>
    public Departure Take(uint hash, out uint turnedAt)
    {
        var bucket = BucketOf(hash);
        for (var at = 0; at < bucket.Length; at++)
        {
            if (bucket[at] >> HashShift != hash >> 2 || bucket[at] == 0) continue;
            turnedAt = (uint)bucket[at];
            var departure = DepartureIn(bucket[at]);
            Count(departure, -1);
            bucket[at] = 0;
            return departure;
        }

        turnedAt = 0;
        return Departure.Unknown;
    }

    /// <param name="hash">The key's hash; its lowest two bits are not kept.</param>
    /// <param name="turnedAt">When it was last turned.</param>
    /// <param name="departure">How it left.</param>
    /// <param name="now">The present, on the same count as <paramref name="turnedAt"/>.</param>
    /// <param name="entries">How many entries there are.</param>
    public void Add(uint hash, uint turnedAt, Departure departure, uint now, long entries)
    {
        FitTo(entries);
        var bucket = BucketOf(hash);
        var chosen = 0;
        for (var at = 0; at < bucket.Length; at++)
        {
            if (bucket[at] == 0)
            {
                chosen = at;
                break;
            }

            if (now - (uint)bucket[at] > now - (uint)bucket[chosen]) chosen = at;
        }

        if (bucket[chosen] != 0) Count(DepartureIn(bucket[chosen]), -1);
        bucket[chosen] = ((ulong)(hash >> 2) << HashShift) | ((ulong)departure << DepartureShift) | turnedAt;
        Count(departure, 1);
    }

    private static Departure DepartureIn(ulong slot) => (Departure)((slot >> DepartureShift) & 3);

    private void Count(Departure departure, int change)
    {
        if (departure == Departure.Cold) LeftCold += change;
        else if (departure == Departure.Hot) LeftHot += change;
    }

    // The high half of the product spreads hashes evenly over any number of buckets, not only over powers of two.
    private Span<ulong> BucketOf(uint hash) =>
        _slots.AsSpan((int)(((ulong)hash * (uint)(_slots.Length / Ways)) >> 32) * Ways, _slots.Length == 0 ? 0 : Ways);

    /// <summary>Starts anew when there are half as many entries again, or a quarter of what there were: that is rare, and quicker than moving.</summary>
    private void FitTo(long entries)
    {
        var fitting = Math.Clamp(entries * PerEntry, Ways, Array.MaxLength / 2);
        if (_slots.Length >= fitting * 2 / 3 && _slots.Length <= fitting * 4) return;
        (LeftCold, LeftHot) = (0, 0);
        _slots = new ulong[(fitting + Ways - 1) / Ways * Ways];
    }
}
