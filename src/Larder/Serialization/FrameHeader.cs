using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using Larder.Validity;

namespace Larder.Serialization;

/// <summary>What stands before the payload of an encoded entry. docs/formats.md has the layout; a change of it takes a new version byte.</summary>
internal sealed record FrameHeader(FrameFlags Flags, FrameTimes Times, FrameContract Contract, IReadOnlyList<FrameMark> Marks)
{
    public const byte Magic = (byte)'L';
    public const byte Version = 2;

    /// <summary>About 8,900 years: two of them still make a TimeSpan.</summary>
    private const long LongestMs = 1L << 48;

    private const int FixedSize = 40;
    private const int MarkCountAt = 36;
    private const int SmallestMark = 1 + SlotVersion.Size + sizeof(uint);

    /// <summary>Bytes that the header takes.</summary>
    public int Size
    {
        get
        {
            var size = FixedSize;
            foreach (var mark in Marks) size += SmallestMark + Encoding.UTF8.GetByteCount(mark.Name);
            return size;
        }
    }

    /// <summary>Whether it looks like a frame of a version that this one does not know.</summary>
    public static bool IsOfOtherVersion(ReadOnlySpan<byte> frame) => frame.Length > 8 && frame[0] == Magic && frame[1] != Version && FrameChecksum.Holds(frame);

    /// <summary>Writes the header; the checksum follows when the whole frame stands.</summary>
    public void Write(Span<byte> frame)
    {
        frame[0] = Magic;
        frame[1] = Version;
        BinaryPrimitives.WriteUInt16LittleEndian(frame[2..], (ushort)Flags);
        BinaryPrimitives.WriteInt64LittleEndian(frame[8..], Milliseconds(Times.FreshFor));
        BinaryPrimitives.WriteInt64LittleEndian(frame[16..], Milliseconds(Times.StaleFor));
        BinaryPrimitives.WriteUInt32LittleEndian(frame[24..], Microseconds(Times.LoadTime));
        BinaryPrimitives.WriteUInt32LittleEndian(frame[28..], Contract.Schema);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[32..], Contract.Serializer);
        BinaryPrimitives.WriteInt32LittleEndian(frame[MarkCountAt..], Marks.Count);
        var to = frame[FixedSize..];
        foreach (var mark in Marks) to = WriteMark(to, mark);
    }

    /// <summary>Reads what <see cref="Write"/> wrote; false for anything else, whatever the bytes are. Never takes more room than the frame has.</summary>
    public static bool TryRead(ReadOnlySpan<byte> frame, out FrameHeader header, out int payloadAt)
    {
        header = null!;
        payloadAt = FixedSize;
        if (frame.Length < FixedSize || frame[0] != Magic || frame[1] != Version || !FrameChecksum.Holds(frame)) return false;
        var flags = (FrameFlags)BinaryPrimitives.ReadUInt16LittleEndian(frame[2..]);
        var freshMs = BinaryPrimitives.ReadInt64LittleEndian(frame[8..]);
        var staleMs = BinaryPrimitives.ReadInt64LittleEndian(frame[16..]);
        if ((flags & ~FrameFlags.Known) != 0 || freshMs is < 0 or > LongestMs || staleMs is < 0 or > LongestMs) return false;
        if (!TryReadMarks(frame, ref payloadAt, out var marks)) return false;

        var loadTime = TimeSpan.FromMicroseconds(BinaryPrimitives.ReadUInt32LittleEndian(frame[24..]));
        header = new FrameHeader(
            flags,
            new FrameTimes(TimeSpan.FromMilliseconds(freshMs), TimeSpan.FromMilliseconds(staleMs), loadTime),
            new FrameContract(BinaryPrimitives.ReadUInt32LittleEndian(frame[28..]), BinaryPrimitives.ReadUInt32LittleEndian(frame[32..])),
            marks);
        return true;
    }

    private static Span<byte> WriteMark(Span<byte> to, FrameMark mark)
    {
        to[0] = (byte)mark.Kind;
        mark.Nonce.Write(to[1..]);
        var length = Encoding.UTF8.GetBytes(mark.Name, to[SmallestMark..]);
        BinaryPrimitives.WriteInt32LittleEndian(to[(1 + SlotVersion.Size)..], length);
        return to[(SmallestMark + length)..];
    }

    private static bool TryReadMarks(ReadOnlySpan<byte> frame, ref int at, out FrameMark[] marks)
    {
        marks = [];
        var count = BinaryPrimitives.ReadUInt32LittleEndian(frame[MarkCountAt..]);
        if (count > (frame.Length - at) / SmallestMark) return false;
        marks = new FrameMark[count];
        for (var i = 0; i < marks.Length; i++)
            if (!TryReadMark(frame, ref at, out marks[i])) return false;
        return true;
    }

    private static bool TryReadMark(ReadOnlySpan<byte> frame, ref int at, out FrameMark mark)
    {
        mark = default;
        var nameAt = at + SmallestMark;
        if (nameAt > frame.Length) return false;
        var kind = (SlotKind)frame[at];
        var length = BinaryPrimitives.ReadUInt32LittleEndian(frame[(nameAt - sizeof(uint))..]);
        if (kind is not (SlotKind.Tag or SlotKind.Prefix or SlotKind.All) || length > frame.Length - nameAt) return false;
        var name = frame.Slice(nameAt, (int)length);
        if (!Utf8.IsValid(name)) return false;
        mark = new FrameMark(kind, Encoding.UTF8.GetString(name), SlotVersion.Read(frame[(at + 1)..]));
        at = nameAt + name.Length;
        return true;
    }

    private static long Milliseconds(TimeSpan span) => Math.Clamp(span.Ticks / TimeSpan.TicksPerMillisecond, 0, LongestMs);

    private static uint Microseconds(TimeSpan span) => (uint)Math.Clamp(span.Ticks / TimeSpan.TicksPerMicrosecond, 0, uint.MaxValue);
}
