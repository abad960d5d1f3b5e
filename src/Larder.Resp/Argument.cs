using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;

namespace Larder.Resp;

/// <summary>One argument of a command: a text, bytes or a number, told apart by what the reference is; the high bit marks a key.</summary>
internal readonly struct Argument
{
    private const long KeyBit = long.MinValue;
    private const int LengthBits = 31;
    private const long LengthMask = (1L << LengthBits) - 1;
    private const int NumberBytes = 32;
    private const int ShortText = 256;

    private static readonly object Integer = new();
    private static readonly object Real = new();

    private readonly object? _object;
    private readonly long _bits;

    private Argument(object value, long bits)
    {
        _object = value;
        _bits = bits;
    }

    public bool IsKey => _bits < 0 && _object is (string or byte[] or ReadOnlyMemoryHolder);

    public static Argument Of(string text) => new(text, 0);

    public static Argument Of(long number) => new(Integer, number);

    public static Argument Of(double number) => new(Real, BitConverter.DoubleToInt64Bits(number));

    public static Argument Of(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment)
            ? new(segment.Array!, ((long)segment.Offset << LengthBits) | (uint)segment.Count)
            : new(new ReadOnlyMemoryHolder(bytes), 0);

    public static Argument KeyOf(string text) => new(text, KeyBit);

    public static Argument KeyOf(ReadOnlyMemory<byte> bytes)
    {
        var argument = Of(bytes);
        return new(argument._object!, argument._bits | KeyBit);
    }

    /// <summary>The most bytes that <see cref="WriteTo"/> needs.</summary>
    public int MaxBytes => _object switch
    {
        string text => text.Length <= ShortText ? Encoding.UTF8.GetMaxByteCount(text.Length) : Encoding.UTF8.GetByteCount(text),
        byte[] => (int)(_bits & LengthMask),
        ReadOnlyMemoryHolder holder => holder.Bytes.Length,
        _ => NumberBytes,
    };

    /// <summary>How many bytes it takes if a text has no letter beyond ASCII; anything may be wrong but bytes.</summary>
    public int LikelyBytes => _object switch
    {
        string text => text.Length,
        byte[] => (int)(_bits & LengthMask),
        ReadOnlyMemoryHolder holder => holder.Bytes.Length,
        _ => 1,
    };

    /// <summary>The bytes themselves, if the argument is bytes.</summary>
    public bool TryGetBytes(out ReadOnlyMemory<byte> bytes)
    {
        bytes = _object switch
        {
            byte[] array => array.AsMemory((int)((_bits & ~KeyBit) >> LengthBits), (int)(_bits & LengthMask)),
            ReadOnlyMemoryHolder holder => holder.Bytes,
            _ => default,
        };
        return _object is byte[] or ReadOnlyMemoryHolder;
    }

    /// <summary>Writes the argument's bytes, without their length; returns how many.</summary>
    public int WriteTo(Span<byte> destination)
    {
        if (_object is string text) return Encoding.UTF8.GetBytes(text, destination);
        if (TryGetBytes(out var bytes))
        {
            bytes.Span.CopyTo(destination);
            return bytes.Length;
        }
        int written;
        if (ReferenceEquals(_object, Integer)) Utf8Formatter.TryFormat(_bits, destination, out written);
        else written = WriteReal(BitConverter.Int64BitsToDouble(_bits), destination);
        return written;
    }

    public override string ToString() => _object is string text ? text : Encoding.UTF8.GetString(ToArray());

    public byte[] ToArray()
    {
        var buffer = new byte[MaxBytes];
        return buffer[..WriteTo(buffer)];
    }

    private static int WriteReal(double number, Span<byte> destination)
    {
        ReadOnlySpan<byte> word = double.IsPositiveInfinity(number) ? "+inf"u8 : double.IsNegativeInfinity(number) ? "-inf"u8 : [];
        if (word.Length == 0)
        {
            Utf8Formatter.TryFormat(number, destination, out var written);
            return written;
        }
        word.CopyTo(destination);
        return word.Length;
    }

    // Memory that is no array (native, a MemoryManager) is rare enough to cost an object.
    private sealed class ReadOnlyMemoryHolder(ReadOnlyMemory<byte> bytes)
    {
        public ReadOnlyMemory<byte> Bytes { get; } = bytes;
    }
}
