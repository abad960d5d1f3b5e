using System.Net;

namespace Larder.Resp.Topology;

/// <summary>Slots that lie together and who serves them, as CLUSTER SLOTS tells it.</summary>
/// <param name="First">The first slot.</param>
/// <param name="Last">The last slot, included.</param>
/// <param name="Primary">Who serves them.</param>
/// <param name="Replicas">Who follows it.</param>
internal sealed record SlotRange(int First, int Last, EndPoint Primary, IReadOnlyList<EndPoint> Replicas)
{
    private const int FirstNode = 2;

    /// <summary>Reads the answer of CLUSTER SLOTS; what is not understood of it is left out.</summary>
    public static IReadOnlyList<SlotRange> ReadAll(RespValue reply, EndPoint asked) =>
        [.. reply.Items.Select(item => Read(item.Items, asked)).OfType<SlotRange>()];

    private static SlotRange? Read(IReadOnlyList<RespValue> range, EndPoint asked)
    {
        if (range.Count <= FirstNode || range[0].Kind != RespKind.Integer || range[1].Kind != RespKind.Integer) return null;
        var (first, last) = (range[0].AsInt64(), range[1].AsInt64());
        if (first < 0 || last >= HashSlot.Count || first > last) return null;
        var nodes = range.Skip(FirstNode).Select(node => AddressOf(node.Items, asked)).ToArray();
        return nodes[0] is { } primary ? new((int)first, (int)last, primary, [.. nodes.Skip(1).OfType<EndPoint>()]) : null;
    }

    private static EndPoint? AddressOf(IReadOnlyList<RespValue> node, EndPoint asked) =>
        node.Count >= 2 && node[1].Kind == RespKind.Integer ? NodeAddress.Of(node[0].AsString() ?? "", node[1].AsInt64(), asked) : null;
}
