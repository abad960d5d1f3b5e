using Larder.Resp.Protocol;

namespace Larder.Resp.Commands;

/// <summary>Members with scores: pairs in RESP3, both in turn in RESP2.</summary>
internal static class SortedSetReplies
{
    public static ScoredMember[] ReadScored(ref RespReader reader)
    {
        var items = ReplyReader.Read(ref reader).Items;
        if (items.Count == 0) return [];
        if (items[0].Kind == RespKind.List) return [.. items.Select(static pair => new ScoredMember(pair.Items[0].AsString() ?? "", pair.Items[1].AsDouble()))];
        return [.. items.Chunk(2).Select(static pair => new ScoredMember(pair[0].AsString() ?? "", pair[1].AsDouble()))];
    }
}
