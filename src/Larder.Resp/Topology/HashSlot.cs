using System.Buffers;

namespace Larder.Resp.Topology;

/// <summary>The slot of a key: CRC16 (XMODEM) of the key, or of what stands between its first { and the next }, if that is not empty.</summary>
internal static class HashSlot
{
    public const int Count = 16384;
    private const int StackBytes = 512;
    private static readonly ushort[] Crc = [.. Enumerable.Range(0, 256).Select(static value => CrcOf((ushort)(value << 8)))];

    public static int Of(ReadOnlySpan<byte> key)
    {
        var tagged = Tagged(key);
        ushort crc = 0;
        foreach (var letter in tagged) crc = (ushort)((crc << 8) ^ Crc[(crc >> 8) ^ letter]);
        return crc & (Count - 1);
    }

    public static int Of(in Argument key)
    {
        if (key.TryGetBytes(out var bytes)) return Of(bytes.Span);
        var size = key.MaxBytes;
        if (size > StackBytes) return OfLong(key, size);
        Span<byte> buffer = stackalloc byte[StackBytes];
        return Of(buffer[..key.WriteTo(buffer)]);
    }

    private static int OfLong(in Argument key, int size)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            return Of(buffer.AsSpan(0, key.WriteTo(buffer)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static ReadOnlySpan<byte> Tagged(ReadOnlySpan<byte> key)
    {
        var open = key.IndexOf((byte)'{');
        if (open < 0) return key;
        var length = key[(open + 1)..].IndexOf((byte)'}');
        return length > 0 ? key.Slice(open + 1, length) : key;
    }

    private static ushort CrcOf(ushort value)
    {
        const ushort Polynomial = 0x1021;
        for (var bit = 0; bit < 8; bit++) value = (ushort)((value & 0x8000) != 0 ? (value << 1) ^ Polynomial : value << 1);
        return value;
    }
}
