using System.Buffers.Binary;
using System.Text;

namespace Larder.Validity;

/// <summary>
/// The removals by prefix of one cache since it was last cleared: the body of the mark that every entry depends on. An entry remembers the
/// position that the log had before it was loaded; it is removed if a later record names a prefix of its key. Immutable. docs/formats.md has
/// the layout.
/// </summary>
internal sealed class RemovalLog
{
    /// <summary>How many different prefixes are kept; what was loaded before the oldest one that is dropped counts as removed.</summary>
    public const int MostRecords = 512;

    private const int MostBytes = 64 << 10;
    private const byte Version = 1;
    private const int HeaderSize = 1 + 8 + 8 + 8 + 2;
    private const int RecordSize = 8 + 2;

    private readonly ulong _life;
    private readonly ulong _last;
    private readonly ulong _floor;
    private readonly Removal[] _removals;

    private RemovalLog(ulong life, ulong last, ulong floor, Removal[] removals) =>
        (_life, _last, _floor, _removals) = (life, last, floor, removals);

    /// <summary>The version that its mark had when it was read; none for a log that was not read.</summary>
    public SlotVersion MarkedBy { get; private init; }

    /// <summary>Where it ends; takes the place of a nonce. Another life of the log has other positions.</summary>
    public SlotVersion Position => new(_life, _last);

    /// <summary>The log that begins when the mark gets this version: nothing from before is kept.</summary>
    public static RemovalLog BegunBy(SlotVersion version) =>
        new((version.High ^ (version.Low * 0x9E37_79B9_7F4A_7C15)) | 1, 0, 0, []) { MarkedBy = version };

    /// <summary>Whether what was loaded at this position under this key was not removed since.</summary>
    public bool Keeps(SlotVersion since, string key)
    {
        if (since.High != _life || since.Low < _floor) return false;

        // The newest ones last.
        for (var i = _removals.Length - 1; i >= 0 && _removals[i].At > since.Low; i--)
            if (key.StartsWith(_removals[i].Prefix, StringComparison.Ordinal)) return false;
        return true;
    }

    /// <summary>The log with one more removal. Those that it makes superfluous go; if there are too many, the oldest go.</summary>
    public RemovalLog With(string prefix)
    {
        var removals = _removals.Where(older => !older.Prefix.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        removals.Add(new Removal(_last + 1, prefix));
        var floor = _floor;
        while (removals.Count > MostRecords || SizeOf(removals) > MostBytes)
        {
            if (removals.Count == 1) return new RemovalLog(_life, _last + 1, _last + 1, []);
            floor = removals[0].At;
            removals.RemoveAt(0);
        }

        return new RemovalLog(_life, _last + 1, floor, [.. removals]);
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[SizeOf(_removals)];
        bytes[0] = Version;
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(1), _life);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(9), _last);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(17), _floor);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(25), (ushort)_removals.Length);
        var to = bytes.AsSpan(HeaderSize);
        foreach (var removal in _removals)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(to, removal.At);
            var length = Encoding.UTF8.GetBytes(removal.Prefix, to[RecordSize..]);
            BinaryPrimitives.WriteUInt16LittleEndian(to[8..], (ushort)length);
            to = to[(RecordSize + length)..];
        }

        return bytes;
    }

    /// <summary>
    /// The log of a mark that has this version and body. A body that is none, or can't be read, is the begin of a log: then all from before
    /// counts as removed, for every process alike.
    /// </summary>
    public static RemovalLog Read(SlotVersion version, ReadOnlySpan<byte> body)
    {
        var begun = BegunBy(version);
        if (body.Length < HeaderSize || body[0] != Version) return begun;
        var removals = new List<Removal>();
        var count = BinaryPrimitives.ReadUInt16LittleEndian(body[25..]);
        var rest = body[HeaderSize..];
        for (var i = 0; i < count; i++)
        {
            if (rest.Length < RecordSize) return begun;
            var length = BinaryPrimitives.ReadUInt16LittleEndian(rest[8..]);
            if (rest.Length < RecordSize + length) return begun;
            removals.Add(new Removal(BinaryPrimitives.ReadUInt64LittleEndian(rest), Encoding.UTF8.GetString(rest.Slice(RecordSize, length))));
            rest = rest[(RecordSize + length)..];
        }

        return new RemovalLog(
            BinaryPrimitives.ReadUInt64LittleEndian(body[1..]), BinaryPrimitives.ReadUInt64LittleEndian(body[9..]),
            BinaryPrimitives.ReadUInt64LittleEndian(body[17..]), [.. removals]) { MarkedBy = version };
    }

    private static int SizeOf(IEnumerable<Removal> removals) =>
        HeaderSize + removals.Sum(static removal => RecordSize + Encoding.UTF8.GetByteCount(removal.Prefix));

    private readonly record struct Removal(ulong At, string Prefix);
}
