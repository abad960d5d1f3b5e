namespace Larder.Resp.Protocol;

/// <summary>What may stand in the line of a reply that is one line.</summary>
internal static class ScalarSyntax
{
    /// <exception cref="RespProtocolException">The line does not fit its type.</exception>
    public static void Check(byte type, ReadOnlySpan<byte> content, long offset)
    {
        var fits = type switch
        {
            (byte)':' => RespNumber.TryParse(content, out long _),
            (byte)',' => RespNumber.TryParse(content, out double _),
            (byte)'#' => content is [(byte)'t'] or [(byte)'f'],
            (byte)'_' => content.Length == 0,
            (byte)'(' => IsBigInteger(content),
            (byte)'-' => content.Length > 0 && !content.Contains((byte)'\n'),
            _ => !content.Contains((byte)'\n'),
        };
        if (!fits) throw new RespProtocolException($"A reply of type '{(char)type}' has no such content.", offset);
    }

    private static bool IsBigInteger(ReadOnlySpan<byte> content)
    {
        var digits = content is [(byte)'-' or (byte)'+', ..] ? content[1..] : content;
        return digits.Length > 0 && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }
}
