using System.Buffers.Binary;
using System.IO.Compression;

namespace Larder.Serialization;

/// <summary>
/// Brotli at its second fastest level, with the length of the payload in front. docs/design/entry-frame.md has the measurements behind both numbers.
/// </summary>
internal static class PayloadCompression
{
    private const int Quality = 1;
    private const int WindowBits = 18;
    private const int PrefixSize = sizeof(uint);

    /// <summary>How many bytes it may take at most: what saves less than an eighth is not worth being decompressed.</summary>
    public static int RoomFor(int payload) => payload - payload / 8;

    /// <summary>False when it would take more than <see cref="RoomFor"/>.</summary>
    public static bool TryCompress(ReadOnlySpan<byte> payload, Span<byte> to, out int written)
    {
        written = 0;
        var room = RoomFor(payload.Length);
        if (room <= PrefixSize || !BrotliEncoder.TryCompress(payload, to[PrefixSize..room], out var length, Quality, WindowBits)) return false;
        BinaryPrimitives.WriteInt32LittleEndian(to, payload.Length);
        written = PrefixSize + length;
        return true;
    }

    /// <summary>False for a length above the limit, or one that the content does not have: no bytes can make it take more room than the limit.</summary>
    public static bool TryDecompress(ReadOnlySpan<byte> body, int limit, out ReadOnlyMemory<byte> payload)
    {
        payload = default;
        if (body.Length <= PrefixSize || BinaryPrimitives.ReadUInt32LittleEndian(body) is var length && length > limit) return false;

        // Not from a pool: a serializer may keep what it is given.
        var bytes = GC.AllocateUninitializedArray<byte>((int)length);
        if (!BrotliDecoder.TryDecompress(body[PrefixSize..], bytes, out var written) || written != bytes.Length) return false;
        payload = bytes;
        return true;
    }
}
