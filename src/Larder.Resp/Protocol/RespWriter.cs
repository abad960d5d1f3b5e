using System.Buffers.Text;

namespace Larder.Resp.Protocol;

/// <summary>A command as bytes: a list of bulk strings, in RESP2 and RESP3 alike.</summary>
internal static class RespWriter
{
    private const int HeadBytes = 16;

    /// <summary>The most bytes that <see cref="Write"/> needs.</summary>
    public static int MaxBytes(in Command command)
    {
        var bytes = (long)HeadBytes + command.Known.Encoded.Length;
        for (var index = 0; index < command.Count; index++) bytes += HeadBytes + command[index].MaxBytes;
        return checked((int)bytes);
    }

    /// <summary>Writes the command; returns how many bytes it took.</summary>
    public static int Write(in Command command, Span<byte> destination)
    {
        var name = command.Known;
        var at = WriteHead((byte)'*', name.Words + command.Count, destination);
        name.Encoded.CopyTo(destination[at..]);
        at += name.Encoded.Length;
        for (var index = 0; index < command.Count; index++) at += WriteArgument(command[index], destination[at..]);
        return at;
    }

    // The length stands before the content. A text is as long as it has letters, mostly; if not, it moves.
    private static int WriteArgument(in Argument argument, Span<byte> destination)
    {
        var guess = argument.LikelyBytes;
        var head = WriteHead((byte)'$', guess, destination);
        var written = argument.WriteTo(destination[head..]);
        if (written != guess)
        {
            var moved = HeadLength(written);
            destination.Slice(head, written).CopyTo(destination[moved..]);
            head = WriteHead((byte)'$', written, destination);
        }
        "\r\n"u8.CopyTo(destination[(head + written)..]);
        return head + written + 2;
    }

    private static int WriteHead(byte type, int number, Span<byte> destination)
    {
        destination[0] = type;
        int digits;
        if (number < 10)
        {
            destination[1] = (byte)('0' + number);
            digits = 1;
        }
        else
        {
            Utf8Formatter.TryFormat(number, destination[1..], out digits);
        }
        destination[digits + 1] = (byte)'\r';
        destination[digits + 2] = (byte)'\n';
        return digits + 3;
    }

    private static int HeadLength(int number)
    {
        var length = 4;
        for (var rest = number; rest >= 10; rest /= 10) length++;
        return length;
    }
}
