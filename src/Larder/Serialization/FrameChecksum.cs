using System.Buffers.Binary;
using System.Numerics;

namespace Larder.Serialization;

/// <summary>CRC-32C over a whole frame but the four bytes in which it stands itself. Against damage; against intent there is encryption.</summary>
internal static class FrameChecksum
{
    public const int At = 4;
    public const int Behind = At + sizeof(uint);

    public static void Write(Span<byte> frame) => BinaryPrimitives.WriteUInt32LittleEndian(frame[At..], Of(frame));

    public static bool Holds(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadUInt32LittleEndian(frame[At..]) == Of(frame);

    private static uint Of(ReadOnlySpan<byte> frame)
    {
        var crc = BitOperations.Crc32C(uint.MaxValue, BinaryPrimitives.ReadUInt32LittleEndian(frame));
        var rest = frame[Behind..];
        for (; rest.Length >= sizeof(ulong); rest = rest[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(rest));
        foreach (var one in rest) crc = BitOperations.Crc32C(crc, one);
        return ~crc;
    }
}
