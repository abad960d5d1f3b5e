using System.Globalization;
using System.Numerics;
using System.Text;

namespace Larder.Resp;

/// <summary>A reply as data, whatever it is. Owns its bytes. The conversions take what a server of RESP2 says in another way, too.</summary>
public readonly struct RespValue
{
    private readonly object? _content;
    private readonly long _bits;

    private RespValue(RespKind kind, object? content, long bits = 0)
    {
        Kind = kind;
        _content = content;
        _bits = bits;
    }

    /// <summary>What it is.</summary>
    public RespKind Kind { get; }

    /// <summary>True if there is nothing.</summary>
    public bool IsNull => Kind == RespKind.Null;

    /// <summary>The elements of a list, set or push, and keys and values of a map one after the other; empty for anything else.</summary>
    public IReadOnlyList<RespValue> Items => _content as RespValue[] ?? [];

    /// <summary>The bytes of a bulk string, or the UTF-8 of a text, an error or a number; empty for null and lists.</summary>
    public ReadOnlyMemory<byte> Bytes => _content switch
    {
        byte[] bytes => bytes,
        _ when AsString() is { } text => Encoding.UTF8.GetBytes(text),
        _ => default,
    };

    internal static RespValue Null => default;

    /// <summary>The text, decoded as UTF-8; null for null and for lists.</summary>
    public string? AsString() => Kind switch
    {
        RespKind.Text or RespKind.Error => (string?)_content,
        RespKind.Bulk => Encoding.UTF8.GetString((byte[])_content!),
        RespKind.Integer => _bits.ToString(CultureInfo.InvariantCulture),
        RespKind.Boolean => _bits == 0 ? "false" : "true",
        RespKind.Real => RealText(BitConverter.Int64BitsToDouble(_bits)),
        RespKind.BigInteger => ((BigInteger)_content!).ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>The whole number, also of a boolean or of digits in a text.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public long AsInt64() => Kind switch
    {
        RespKind.Integer or RespKind.Boolean => _bits,
        RespKind.Real when double.IsInteger(BitConverter.Int64BitsToDouble(_bits)) => (long)BitConverter.Int64BitsToDouble(_bits),
        _ => long.Parse(AsString() ?? "", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
    };

    /// <summary>The number, also of digits in a text.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public double AsDouble() => Kind switch
    {
        RespKind.Real => BitConverter.Int64BitsToDouble(_bits),
        RespKind.Integer or RespKind.Boolean => _bits,
        _ => ParseReal(AsString()),
    };

    /// <summary>True for true, for a number that is not 0, and for OK.</summary>
    public bool AsBoolean() => Kind switch
    {
        RespKind.Boolean or RespKind.Integer => _bits != 0,
        RespKind.Text => (string?)_content == "OK",
        _ => AsString() == "1",
    };

    /// <summary>The error that stands in a list; null if it is none.</summary>
    public RespServerException? AsError() => Kind == RespKind.Error ? new RespServerException((string)_content!) : null;

    /// <summary>What it is and how much; never its content.</summary>
    public override string ToString() => _content switch
    {
        RespValue[] items => $"{Kind} of {items.Length}",
        byte[] bytes => $"{Kind} of {bytes.Length} bytes",
        _ => Kind.ToString(),
    };

    internal static RespValue Of(string text) => new(RespKind.Text, text);

    internal static RespValue OfError(string text) => new(RespKind.Error, text);

    internal static RespValue Of(byte[] bytes) => new(RespKind.Bulk, bytes);

    internal static RespValue Of(long number) => new(RespKind.Integer, null, number);

    internal static RespValue Of(double number) => new(RespKind.Real, null, BitConverter.DoubleToInt64Bits(number));

    internal static RespValue OfBoolean(long truth) => new(RespKind.Boolean, null, truth);

    internal static RespValue Of(BigInteger number) => new(RespKind.BigInteger, number);

    internal static RespValue Of(RespKind kind, RespValue[] items) => new(kind, items);

    private static string RealText(double number) =>
        double.IsNaN(number) ? "nan" : double.IsInfinity(number) ? number > 0 ? "inf" : "-inf" : number.ToString("R", CultureInfo.InvariantCulture);

    private static double ParseReal(string? text) => text switch
    {
        "inf" or "+inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" or "-nan" => double.NaN,
        _ => double.Parse(text ?? "", NumberStyles.Float, CultureInfo.InvariantCulture),
    };
}
