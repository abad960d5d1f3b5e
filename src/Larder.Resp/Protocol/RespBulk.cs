namespace Larder.Resp.Protocol;

/// <summary>The short way for what nearly all replies are: one bulk string, whole in the buffer.</summary>
internal static class RespBulk
{
    private const int MostDigits = 7;

    /// <summary>Where the frame ends, if the buffer starts with a bulk string that is whole; otherwise the long way decides what it is.</summary>
    public static bool TryEnd(ReadOnlySpan<byte> buffer, int longest, out int end)
    {
        end = 0;
        if (!TryHead(buffer, out var start, out var length) || length > longest) return false;
        end = start + length + 2;
        return end <= buffer.Length && buffer[end - 2] == (byte)'\r' && buffer[end - 1] == (byte)'\n';
    }

    /// <summary>Where the content starts and how long it is, if the buffer starts with the whole head of a bulk string.</summary>
    public static bool TryHead(ReadOnlySpan<byte> buffer, out int start, out int length)
    {
        start = length = 0;
        if (buffer.Length < 4 || buffer[0] != (byte)'$') return false;
        var at = 1;
        var most = Math.Min(buffer.Length - 1, MostDigits + 1);
        for (; at < most; at++)
        {
            var units = (uint)(buffer[at] - '0');
            if (units > 9) break;
            length = (length * 10) + (int)units;
        }
        start = at + 2;
        return at > 1 && start <= buffer.Length && buffer[at] == (byte)'\r' && buffer[at + 1] == (byte)'\n';
    }
}
