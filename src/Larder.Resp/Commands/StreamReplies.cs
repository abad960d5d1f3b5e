using System.Text;
using Larder.Resp.Protocol;

namespace Larder.Resp.Commands;

/// <summary>How streams are told of: entries, entries by stream, and claims.</summary>
internal static class StreamReplies
{
    /// <summary>The entries of the one stream that was read; empty for none. A map in RESP3, a list of pairs in RESP2.</summary>
    public static Reply<StreamEntry[]> OfOneStream { get; } = new DecodedReply<StreamEntry[]>(static (ref reader) =>
    {
        var streams = ReplyReader.Read(ref reader);
        if (streams.Items.Count == 0) return [];
        return Entries(streams.Kind == RespKind.Map ? streams.Items[1] : streams.Items[0].Items[1]);
    });

    public static Reply<StreamClaim> Claim { get; } = new DecodedReply<StreamClaim>(static (ref reader) =>
    {
        var parts = ReplyReader.Read(ref reader).Items;
        if (parts.Count < 2) throw reader.Unfit("a claim");
        return new StreamClaim(
            parts[0].AsString() ?? "0-0", Entries(parts[1]), parts.Count > 2 ? [.. parts[2].Items.Select(static id => id.AsString() ?? "")] : []);
    });

    public static StreamEntry[] ReadEntries(ref RespReader reader) => Entries(ReplyReader.Read(ref reader));

    // An entry that was deleted while it was pending is null, or has no fields.
    private static StreamEntry[] Entries(RespValue list) =>
        [.. list.Items.Where(static item => item.Items.Count == 2 && !item.Items[1].IsNull).Select(static item => new StreamEntry(item.Items[0].AsString() ?? "", Fields(item.Items[1])))];

    private static KeyValuePair<string, byte[]>[] Fields(RespValue fields) =>
        [.. fields.Items.Chunk(2).Select(static pair => KeyValuePair.Create(Encoding.UTF8.GetString(pair[0].Bytes.Span), pair[1].Bytes.ToArray()))];
}
