using Larder.Entries;

namespace Larder.Memory;

/// <summary>
/// An entry as the table and the queues see it; 72 bytes on 64 bits. All of it is written under the store's lock, except the hits, which
/// readers count without one: a count lost to a race costs nothing.
/// </summary>
internal sealed class Node
{
    /// <summary>Hits are counted up to this number only, so that a hot node's cache line is not written any more and stays shared.</summary>
    public const int MostHits = 3;

    /// <summary>No entry is heavier, about 1 GB.</summary>
    public const int MostWeight = (int)WeightMask;

    private const int PlaceShift = 30;
    private const uint WeightMask = (1U << PlaceShift) - 1;

    // The runtime lays out references before numbers, else in this order: what a reader needs stands together, mostly in one cache line.
    private Node? _newer;
    private Node? _older;
    private Node? _next;
    private readonly string _key;
    private Entry _entry;
    private uint _hash;
    private uint _turnedAt;
    private uint _weightAndPlace;
    private ushort _bornLow;
    private byte _bornHigh;
    private byte _hits;

    public Node(string key, Entry entry) => (_key, _entry) = (key, entry);

    public string Key => _key;

    /// <summary>As the table hashes the key; set before the node is added, and again if the table changes its way of hashing.</summary>
    public uint Hash
    {
        get => _hash;
        set => _hash = value;
    }

    /// <summary>What the key holds; replaced as a whole, so that a reader sees the old entry or the new one and nothing between.</summary>
    public Entry Entry
    {
        get => _entry;
        set => Volatile.Write(ref _entry, value);
    }

    /// <summary>The next node of the same bucket. A node that left its chain keeps it, so that a reader who stands there finds on.</summary>
    public Node? Next
    {
        get => _next;
        set => Volatile.Write(ref _next, value);
    }

    /// <summary>The neighbours in its queue.</summary>
    public Node? Newer
    {
        get => _newer;
        set => _newer = value;
    }

    public Node? Older
    {
        get => _older;
        set => _older = value;
    }

    /// <summary>When it entered or last got another turn in its queue, counted in insertions.</summary>
    public uint TurnedAt
    {
        get => _turnedAt;
        set => _turnedAt = value;
    }

    /// <summary>Bytes; what was added to the accounts for it and will be taken off.</summary>
    public int Weight
    {
        get => (int)(_weightAndPlace & WeightMask);
        set => _weightAndPlace = (_weightAndPlace & ~WeightMask) | (uint)value;
    }

    public Place Place
    {
        get => (Place)(_weightAndPlace >> PlaceShift);
        set => _weightAndPlace = (_weightAndPlace & WeightMask) | ((uint)value << PlaceShift);
    }

    /// <summary>Seconds of the store's clock, modulo 2^24, half a year.</summary>
    public int BornAt
    {
        get => (_bornHigh << 16) | _bornLow;
        set => (_bornHigh, _bornLow) = ((byte)(value >> 16), (ushort)value);
    }

    public int Hits
    {
        get => _hits;
        set => _hits = (byte)value;
    }

    public void Hit()
    {
        var hits = _hits;
        if (hits < MostHits) _hits = (byte)(hits + 1);
    }
}
