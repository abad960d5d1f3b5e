namespace Larder.Entries;

/// <summary>
/// The part of an entry that memory's table and queues use. It is one object with the entry, so that a hit touches one less and a million
/// entries take 40 MB less. All of it is written under the store's lock, except the hits, which readers count without one: a count lost to a
/// race costs nothing.
/// </summary>
internal abstract class Node
{
    /// <summary>Hits are counted up to this number only, so that a hot node's cache line is not written any more and stays shared.</summary>
    public const int MostHits = 3;

    /// <summary>No entry is heavier, about 512 MB.</summary>
    public const int MostWeight = (int)WeightMask;

    /// <summary>
    /// What an entry takes beside the value and the characters of its key, on 64 bits: its own fields (112), its places in the table and in the
    /// memory of departed keys (16 each), the heads of the key and of the value (24 each).
    /// </summary>
    public const int OverheadBytes = 192;

    private const uint WeightMask = (1U << 29) - 1, NullBit = 1U << 29;
    private const int PlaceShift = 30;

    // The runtime lays out references before numbers, else in this order: what a reader needs stands together, mostly in one cache line.
    private Node? _newer;
    private Node? _older;
    private Node? _next;
    private string? _key;
    private readonly long _freshUntil;
    private uint _hash;
    private readonly uint _staleFor;
    private uint _turnedAt;
    private uint _weightAndMore;
    private ushort _bornLow;
    private byte _bornHigh;
    private byte _hits;

    protected Node(EntryStamp stamp, int weight, bool isNull)
    {
        (_freshUntil, _staleFor) = (stamp.FreshUntil, stamp.StaleFor);
        _weightAndMore = (uint)Math.Clamp(weight, 0, MostWeight) | (isNull ? NullBit : 0);
    }

    /// <summary>Set once, before the node is put in; a node that has one was put in and is not put in again.</summary>
    public string Key
    {
        get => _key!;
        set => _key = value;
    }

    public bool IsUsed => _key is not null;

    /// <summary>As the table hashes the key; set before the node is added, and again if the table changes its way of hashing.</summary>
    public uint Hash
    {
        get => _hash;
        set => _hash = value;
    }

    public long FreshUntil => _freshUntil;

    public EntryStamp Stamp => EntryStamp.From(_freshUntil, _staleFor);

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

    /// <summary>Bytes. Of the value alone until the node is put in; then what was added to the accounts for it and will be taken off.</summary>
    public int HeldWeight
    {
        get => (int)(_weightAndMore & WeightMask);
        set => _weightAndMore = (_weightAndMore & ~WeightMask) | (uint)value;
    }

    public Place Place
    {
        get => (Place)(_weightAndMore >> PlaceShift);
        set => _weightAndMore = (_weightAndMore & (WeightMask | NullBit)) | ((uint)value << PlaceShift);
    }

    /// <summary>The value is null, or its id does not exist.</summary>
    public bool IsNull => (_weightAndMore & NullBit) != 0;

    /// <summary>Bytes that the value takes, as near as its serialised form tells.</summary>
    public int Weight => IsUsed ? HeldWeight - (int)OverheadOf(Key) : HeldWeight;

    /// <summary>The bytes that are accounted beside the value.</summary>
    public static long OverheadOf(string key) => OverheadBytes + ((long)key.Length * sizeof(char));

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
