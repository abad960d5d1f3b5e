using System.Buffers.Text;

namespace Larder.Resp.Protocol;

/// <summary>Numbers as the protocol writes them: digits, nothing before and nothing behind.</summary>
internal static class RespNumber
{
    private const int MostDigits = 10;

    /// <summary>A length or a count.</summary>
    /// <exception cref="RespProtocolException">It is none.</exception>
    public static long ParseLength(ReadOnlySpan<byte> digits, long offset)
    {
        if (digits is [(byte)'?']) throw new RespProtocolException("The reply is streamed, which no server sends to this client.", offset);
        if (digits.Length is 0 or > MostDigits) throw new RespProtocolException("A length is no number.", offset);
        long value = 0;
        foreach (var digit in digits)
        {
            var units = (uint)(digit - '0');
            if (units > 9) throw new RespProtocolException("A length is no number.", offset);
            value = (value * 10) + units;
        }
        return value;
    }

    public static bool TryParse(ReadOnlySpan<byte> digits, out long value)
    {
        if (digits is [(byte)'+', >= (byte)'0' and <= (byte)'9', ..]) digits = digits[1..];
        return Utf8Parser.TryParse(digits, out value, out var read) && read == digits.Length;
    }

    public static bool TryParse(ReadOnlySpan<byte> digits, out double value)
    {
        value = digits switch
        {
            [(byte)'i', (byte)'n', (byte)'f'] or [(byte)'+', (byte)'i', (byte)'n', (byte)'f'] => double.PositiveInfinity,
            [(byte)'-', (byte)'i', (byte)'n', (byte)'f'] => double.NegativeInfinity,
            [(byte)'n', (byte)'a', (byte)'n'] or [(byte)'-', (byte)'n', (byte)'a', (byte)'n'] => double.NaN,
            _ => 0,
        };
        if (value != 0) return true;
        return Utf8Parser.TryParse(digits, out value, out var read) && read == digits.Length && double.IsFinite(value);
    }
}
