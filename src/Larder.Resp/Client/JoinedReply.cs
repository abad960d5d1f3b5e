using System.Buffers;
using System.Globalization;
using System.Text;
using Larder.Resp.Topology;

namespace Larder.Resp.Client;

/// <summary>The replies of a divided command as the one reply that an undivided one would have had.</summary>
internal static class JoinedReply
{
    public static byte[] Of(CommandSplit split, IReadOnlyList<CommandPart> parts, IReadOnlyList<RespValue> replies) => split switch
    {
        CommandSplit.Sum => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $":{replies.Sum(static reply => reply.AsInt64())}\r\n")),
        CommandSplit.PerKey => PerKey(parts, replies),
        _ => "+OK\r\n"u8.ToArray(),
    };

    private static byte[] PerKey(IReadOnlyList<CommandPart> parts, IReadOnlyList<RespValue> replies)
    {
        var places = new RespValue[parts.Sum(static part => part.Places.Length)];
        for (var part = 0; part < parts.Count; part++)
        {
            var items = replies[part].Items;
            if (items.Count != parts[part].Places.Length) throw new RespProtocolException($"{parts[part].Command.Name} gave {items.Count} replies for {parts[part].Places.Length} keys.", -1);
            for (var i = 0; i < items.Count; i++) places[parts[part].Places[i]] = items[i];
        }
        var frame = new ArrayBufferWriter<byte>();
        Write(frame, $"*{places.Length}\r\n");
        foreach (var place in places) WriteBulk(frame, place);
        return frame.WrittenSpan.ToArray();
    }

    private static void WriteBulk(ArrayBufferWriter<byte> frame, in RespValue value)
    {
        if (value.IsNull)
        {
            frame.Write("_\r\n"u8);
            return;
        }
        Write(frame, $"${value.Bytes.Length}\r\n");
        frame.Write(value.Bytes.Span);
        frame.Write("\r\n"u8);
    }

    private static void Write(ArrayBufferWriter<byte> frame, FormattableString text) =>
        frame.Write(Encoding.ASCII.GetBytes(text.ToString(CultureInfo.InvariantCulture)));
}
