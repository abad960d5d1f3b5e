using System.Buffers.Binary;

namespace Larder.Validity;

/// <summary>Opaque identity of one stored state, never reused, compared for equality only. Not a clock, not a counter.</summary>
/// <param name="High">The first eight bytes.</param>
/// <param name="Low">The last eight bytes.</param>
public readonly record struct SlotVersion(ulong High, ulong Low)
{
    /// <summary>Bytes of a version as tiers store it.</summary>
    public const int Size = 16;

    /// <summary>The version of nothing; no stored state has it.</summary>
    public static readonly SlotVersion None;

    /// <summary>True for <see cref="None"/>.</summary>
    public bool IsNone => High == 0 && Low == 0;

    /// <summary>Writes the <see cref="Size"/> bytes of this version.</summary>
    public void Write(Span<byte> to)
    {
        BinaryPrimitives.WriteUInt64BigEndian(to, High);
        BinaryPrimitives.WriteUInt64BigEndian(to[8..], Low);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static SlotVersion Read(ReadOnlySpan<byte> from) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(from), BinaryPrimitives.ReadUInt64BigEndian(from[8..]));

    /// <inheritdoc/>
    public override string ToString() => $"{High:x16}{Low:x16}";
}
