using System.Runtime.CompilerServices;

namespace Larder.Resp.Protocol;

/// <summary>
/// Tells where a reply ends, and refuses what is none: after it, a reader may trust the frame. It remembers how far it came, so that a reply
/// that arrives in a thousand pieces is looked at once. Depth and lengths are checked before anything is stored for them.
/// </summary>
internal sealed class RespScanner(RespLimits limits)
{
    private const int NeedMore = -1;

    private readonly long[] _open = new long[limits.MaxDepth];
    private int _depth;
    private int _at;

    /// <summary>
    /// The length of the frame that <paramref name="buffer"/> starts with; -1 if it is not whole yet. Until it is, each call must give the same
    /// bytes and more. <paramref name="offset"/> is where the buffer stands in the connection's stream.
    /// </summary>
    /// <exception cref="RespProtocolException">This is no frame, or one beyond a limit.</exception>
    public int Scan(ReadOnlySpan<byte> buffer, long offset)
    {
        var at = _at;
        if (at == 0 && RespBulk.TryEnd(buffer, limits.MaxBulkBytes, out var end)) return end;
        while (true)
        {
            var next = ScanElement(buffer, at, offset, out var elements, out var isAttribute);
            if (next < 0) return Suspend(buffer, at, offset);
            at = next;
            if (elements > 0)
            {
                Open(elements, isAttribute, at + offset);
                continue;
            }
            if (isAttribute) continue;
            if (CloseElement()) return Finish(at);
        }
    }

    /// <summary>How many bytes the frame needs at least, as far as it is known; for growing the buffer once.</summary>
    public int Wanted { get; private set; }

    /// <summary>The frame that was begun has been read in another way.</summary>
    public void Forget() => Finish(0);

    private int Finish(int length)
    {
        _at = 0;
        _depth = 0;
        Wanted = 0;
        return length;
    }

    private int Suspend(ReadOnlySpan<byte> buffer, int at, long offset)
    {
        _at = at;
        if (Math.Max(buffer.Length, Wanted) > limits.MaxReplyBytes) throw Refuse($"A reply is longer than {limits.MaxReplyBytes} bytes.", offset);
        return NeedMore;
    }

    // An attribute stands before its element and counts as none.
    private void Open(long elements, bool isAttribute, long offset)
    {
        if (_depth == _open.Length) throw Refuse($"Lists stand deeper than {limits.MaxDepth} in each other.", offset);
        _open[_depth++] = isAttribute ? -elements : elements;
    }

    // An element ended; so do the lists whose last one it was. True when nothing is open any more.
    private bool CloseElement()
    {
        while (_depth > 0)
        {
            ref var open = ref _open[_depth - 1];
            if (open < 0)
            {
                if (++open < 0) return false;
                _depth--;
                return false;
            }
            if (--open > 0) return false;
            _depth--;
        }
        return true;
    }

    // The end of the element's head, and of its content if it is no list; -1 if the bytes do not suffice.
    private int ScanElement(ReadOnlySpan<byte> buffer, int at, long offset, out long elements, out bool isAttribute)
    {
        elements = 0;
        isAttribute = false;
        if (at >= buffer.Length) return NeedMore;
        var type = buffer[at];
        if (type == (byte)'$') return ScanBulk(buffer, at, offset, 0);
        var line = LineEnd(buffer, at, offset);
        if (type is not ((byte)'*' or (byte)'%' or (byte)'~' or (byte)'>' or (byte)'|'))
        {
            if (type is (byte)'=' or (byte)'!') return ScanBulk(buffer, at, offset, type == (byte)'=' ? 4 : 0);
            if (!IsScalar(type)) throw Unknown(buffer[at..], at + offset);
            if (line < 0) return NeedMore;
            ScalarSyntax.Check(type, buffer[(at + 1)..line], at + offset);
            return line + 2;
        }
        if (line < 0) return NeedMore;
        elements = ElementsOf(type, buffer[(at + 1)..line], at + offset);
        isAttribute = type == (byte)'|';
        return line + 2;
    }

    private long ElementsOf(byte type, ReadOnlySpan<byte> digits, long offset)
    {
        if (type == (byte)'*' && digits.SequenceEqual("-1"u8)) return 0;
        var count = RespNumber.ParseLength(digits, offset);
        if (count > limits.MaxElements) throw Refuse($"A list of {count} elements is longer than {limits.MaxElements}.", offset);
        if (type == (byte)'>')
        {
            if (_depth > 0) throw Refuse("A push stands inside a reply.", offset);
            if (count == 0) throw Refuse("A push is empty.", offset);
        }
        return type is (byte)'%' or (byte)'|' ? count * 2 : count;
    }

    private int ScanBulk(ReadOnlySpan<byte> buffer, int at, long offset, int atLeast)
    {
        var line = LineEnd(buffer, at, offset);
        if (line < 0) return NeedMore;
        var digits = buffer[(at + 1)..line];
        if (buffer[at] == (byte)'$' && digits.SequenceEqual("-1"u8)) return line + 2;
        var length = RespNumber.ParseLength(digits, at + offset);
        if (length > limits.MaxBulkBytes) throw Refuse($"A bulk string of {length} bytes is longer than {limits.MaxBulkBytes}.", at + offset);
        if (length < atLeast) throw Refuse("A verbatim string is shorter than its format.", at + offset);
        var end = line + 2 + length + 2;
        if (end > buffer.Length)
        {
            Wanted = (int)Math.Min(end, int.MaxValue);
            return NeedMore;
        }
        var last = (int)end;
        if (buffer[last - 2] != (byte)'\r' || buffer[last - 1] != (byte)'\n') throw Refuse("A bulk string is longer than its length says.", last - 2 + offset);
        if (atLeast > 0 && buffer[line + 5] != (byte)':') throw Refuse("A verbatim string has no format.", line + 2 + offset);
        return last;
    }

    // Where the line's CR stands; -1 if the line is not whole.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int LineEnd(ReadOnlySpan<byte> buffer, int at, long offset)
    {
        var rest = buffer[at..];
        var end = rest.IndexOf((byte)'\r');
        if ((end < 0 ? rest.Length : end) > limits.MaxLineBytes) throw Refuse($"A line is longer than {limits.MaxLineBytes} bytes.", at + offset);
        if (end < 0 || end + 1 == rest.Length) return NeedMore;
        if (rest[end + 1] != (byte)'\n') throw Refuse("A line does not end with CR LF.", at + end + offset);
        return at + end;
    }

    private static bool IsScalar(byte type) => type is (byte)'+' or (byte)'-' or (byte)':' or (byte)'_' or (byte)'#' or (byte)',' or (byte)'(';

    private static RespProtocolException Unknown(ReadOnlySpan<byte> rest, long offset) => Refuse(
        rest.StartsWith("HTTP"u8) ? "This is a web server, it answers in HTTP."
        : rest is [0x15 or 0x16, 0x03, ..] ? "The server answers in TLS; the connection was made without."
        : rest[0] is >= 0x20 and < 0x7f ? $"No reply begins with '{(char)rest[0]}'."
        : $"No reply begins with the byte {rest[0]}.",
        offset);

    private static RespProtocolException Refuse(string message, long offset) => new(message, offset);
}
