using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Larder.Validity;

namespace Larder.Serialization;

/// <summary>
/// What stands before the payload of an encoded entry. Durations, never moments: the tier tells by its own clock what remains of the whole
/// lifetime, of which the last <paramref name="StaleFor"/> is stale. docs/formats.md has the layout; a change of it takes a new version byte.
/// </summary>
internal sealed record FrameHeader(FrameFlags Flags, TimeSpan StaleFor, TimeSpan LoadTime, uint Schema, IReadOnlyList<FrameMark> Marks)
{
    public const byte Magic = (byte)'L';
    public const byte Version = 1;

    private const int FixedSize = 22;
    private const int ChecksumAt = 4;
    private const int ChecksumFrom = 8;

    /// <summary>Bytes that the header takes.</summary>
    public int Size
    {
        get
        {
            var size = FixedSize;
            foreach (var mark in Marks) size += 1 + SlotVersion.Size + 2 + Encoding.UTF8.GetByteCount(mark.Name);
            return size;
        }
    }

    /// <summary>Writes the header before a payload that already stands behind it, and the checksum over both.</summary>
    public void Write(Span<byte> frame)
    {
        frame[0] = Magic;
        frame[1] = Version;
        BinaryPrimitives.WriteUInt16LittleEndian(frame[2..], (ushort)Flags);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[8..], Saturate(StaleFor.TotalMilliseconds));
        BinaryPrimitives.WriteUInt32LittleEndian(frame[12..], Saturate(LoadTime.TotalMicroseconds));
        BinaryPrimitives.WriteUInt32LittleEndian(frame[16..], Schema);
        BinaryPrimitives.WriteUInt16LittleEndian(frame[20..], (ushort)Marks.Count);
        var to = frame[FixedSize..];
        foreach (var mark in Marks) to = WriteMark(to, mark);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[ChecksumAt..], ChecksumOf(frame));
    }

    /// <summary>Reads what <see cref="Write"/> wrote; false for anything else, whatever the bytes are.</summary>
    public static bool TryRead(ReadOnlySpan<byte> frame, out FrameHeader header, out int payloadAt)
    {
        header = null!;
        payloadAt = 0;
        if (frame.Length < FixedSize || frame[0] != Magic || frame[1] != Version) return false;
        if (BinaryPrimitives.ReadUInt32LittleEndian(frame[ChecksumAt..]) != ChecksumOf(frame)) return false;

        var marks = new FrameMark[BinaryPrimitives.ReadUInt16LittleEndian(frame[20..])];
        var at = FixedSize;
        for (var i = 0; i < marks.Length; i++)
            if (!TryReadMark(frame, ref at, out marks[i])) return false;

        header = new FrameHeader(
            (FrameFlags)BinaryPrimitives.ReadUInt16LittleEndian(frame[2..]),
            TimeSpan.FromMilliseconds(BinaryPrimitives.ReadUInt32LittleEndian(frame[8..])),
            TimeSpan.FromMicroseconds(BinaryPrimitives.ReadUInt32LittleEndian(frame[12..])),
            BinaryPrimitives.ReadUInt32LittleEndian(frame[16..]),
            marks);
        payloadAt = at;
        return (header.Flags & ~FrameFlags.Known) == 0;
    }

    private static Span<byte> WriteMark(Span<byte> to, FrameMark mark)
    {
        to[0] = (byte)mark.Kind;
        mark.Nonce.Write(to[1..]);
        var nameAt = 1 + SlotVersion.Size + 2;
        var length = Encoding.UTF8.GetBytes(mark.Name, to[nameAt..]);
        BinaryPrimitives.WriteUInt16LittleEndian(to[(nameAt - 2)..], checked((ushort)length));
        return to[(nameAt + length)..];
    }

    private static bool TryReadMark(ReadOnlySpan<byte> frame, ref int at, out FrameMark mark)
    {
        mark = default;
        var nameAt = at + 1 + SlotVersion.Size + 2;
        if (nameAt > frame.Length) return false;
        var length = BinaryPrimitives.ReadUInt16LittleEndian(frame[(nameAt - 2)..]);
        if (length > frame.Length - nameAt) return false;
        mark = new FrameMark(
            (SlotKind)frame[at], Encoding.UTF8.GetString(frame.Slice(nameAt, length)), SlotVersion.Read(frame[(at + 1)..]));
        at = nameAt + length;
        return true;
    }

    private static uint Saturate(double value) => value >= uint.MaxValue ? uint.MaxValue : (uint)value;

    /// <summary>CRC-32C over the bytes before and behind the checksum.</summary>
    public static uint ChecksumOf(ReadOnlySpan<byte> frame)
    {
        var crc = BitOperations.Crc32C(uint.MaxValue, BinaryPrimitives.ReadUInt32LittleEndian(frame));
        var rest = frame[ChecksumFrom..];
        for (; rest.Length >= sizeof(ulong); rest = rest[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(rest));
        foreach (var one in rest) crc = BitOperations.Crc32C(crc, one);
        return ~crc;
    }
}
