using Larder.Resp.Configuration;
using Larder.Resp.Connections;

namespace Larder.Resp.Topology;

/// <summary>One server at one address. What the address leads to may change all the same: a name is looked up again when the server turns out a replica.</summary>
internal sealed class SingleNode(ConnectionKeeper node) : ITopology
{
    // A replica stays one: a name that was moved is found by the first new look-up, or by nobody soon.
    private const int MostAttemptsAtReplica = 3;

    private readonly RoleCheck _role = new();

    public IReadOnlyList<ConnectionKeeper> Primaries { get; } = [node];

    public TopologySignal Changes { get; } = new();

    public bool IsInDoubt => false;

    public async ValueTask ConnectAsync(CancellationToken cancellationToken) => await node.ConnectAsync(cancellationToken).ConfigureAwait(false);

    public ConnectionKeeper NodeFor(in Command command) => node;

    public IReadOnlyList<CommandPart>? Divide(in Command command) => null;

    public bool MayRecover(RespException failure) => failure is RespServerException { Code: "READONLY" or "LOADING" or "MASTERDOWN" or "MOVED" or "ASK" };

    public async ValueTask<Recovery> RecoverAsync(FailedCommand failed, CancellationToken cancellationToken)
    {
        if (failed.Failure is not RespServerException failure) return Recovery.No();
        if (ClusterView.Misplaced(failed) is { } misplaced) return Recovery.No(misplaced);
        if (failed.Attempts >= (failure.Code == "READONLY" ? MostAttemptsAtReplica : RetryPolicy.MostAttempts)) return Recovery.No(Told(failed));
        try
        {
            if (failure.Code == "READONLY" && !await _role.IsPrimaryAsync(node, cancellationToken).ConfigureAwait(false))
                node.Drop(RoleCheck.IsReplica(node.EndPoint));
            await Task.Delay(RetryPolicy.PauseAfter(failed.Attempts, 1), node.Options.Clock, cancellationToken).ConfigureAwait(false);
            await node.ConnectAsync(cancellationToken).ConfigureAwait(false);
            return Recovery.Again(node);
        }
        catch (RespException)
        {
            return Recovery.No(Told(failed));
        }
    }

    public ValueTask DisposeAsync() => node.DisposeAsync();

    private static RespException? Told(FailedCommand failed) =>
        failed.Failure is RespServerException { Code: "READONLY" } failure
            ? new RespServerException(failure.Error, $"LAR208 {AddressText.Of(failed.Node.EndPoint)} is a replica and takes no writes; sent {failed.Attempts} times. Name its sentinels, or the primary.")
            : null;
}
