using System.Globalization;
using Larder.Resp.Configuration;
using Larder.Resp.Connections;
using Larder.Resp.Protocol;

namespace Larder.Resp.Topology;

/// <summary>What one node says about the slots.</summary>
/// <param name="Ranges">Who serves them.</param>
/// <param name="Epoch">The cluster's epoch, as the node knows it: a node that was away knows an old one, and an old map.</param>
internal sealed record ClusterView(IReadOnlyList<SlotRange> Ranges, long Epoch)
{
    private const string EpochField = "cluster_current_epoch:";
    private static readonly Reply<RespValue> Anything = new DecodedReply<RespValue>(ReplyReader.Read);
    private static readonly Command Facts = new("CLUSTER INFO");
    private static readonly Command Slots = new("CLUSTER SLOTS");

    /// <exception cref="RespException">The node did not answer, or is no node of a cluster.</exception>
    public static async Task<ClusterView> AskAsync(ConnectionKeeper node, CancellationToken cancellationToken)
    {
        await node.ConnectAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var facts = await node.ExecuteAsync(Facts, Anything, cancellationToken).ConfigureAwait(false);
            var slots = await node.ExecuteAsync(Slots, Anything, cancellationToken).ConfigureAwait(false);
            return new(SlotRange.ReadAll(slots, node.EndPoint), EpochIn(facts.AsString() ?? ""));
        }
        catch (RespServerException e) when (e.Error.Contains("cluster support disabled", StringComparison.Ordinal))
        {
            throw new RespConnectionException(
                $"LAR211 {AddressText.Of(node.EndPoint)} is no node of a cluster, and the address says redis+cluster://. Write redis:// for one server.", Delivery.NotSent, e);
        }
    }

    /// <summary>What to tell who was redirected by a cluster, and has no cluster in the address; null for anything else.</summary>
    public static RespServerException? Misplaced(FailedCommand failed) => failed.Failure is RespServerException { Code: "MOVED" or "ASK" } failure
        ? new(failure.Error, $"LAR211 {AddressText.Of(failed.Node.EndPoint)} is a node of a cluster, and the address names a single server. Write redis+cluster:// or cluster=true. ({failure.Error})")
        : null;

    private static long EpochIn(string facts)
    {
        var line = facts.Split('\n').FirstOrDefault(static line => line.StartsWith(EpochField, StringComparison.Ordinal));
        return line is not null && long.TryParse(line.AsSpan(EpochField.Length).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) ? epoch : 0;
    }
}
