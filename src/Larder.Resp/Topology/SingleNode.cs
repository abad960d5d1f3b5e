using Larder.Resp.Connections;

namespace Larder.Resp.Topology;

/// <summary>One server at one address.</summary>
internal sealed class SingleNode(ConnectionKeeper node) : ITopology
{
    public IReadOnlyList<ConnectionKeeper> Primaries { get; } = [node];

    public async ValueTask ConnectAsync(CancellationToken cancellationToken) => await node.ConnectAsync(cancellationToken);

    public ConnectionKeeper NodeFor(in Command command) => node;

    public IReadOnlyList<CommandPart>? Divide(in Command command) => null;

    public bool MayRecover(RespException failure) => false;

    public ValueTask<Recovery> RecoverAsync(FailedCommand failed, CancellationToken cancellationToken) => new(new Recovery(RecoveryKind.GiveUp));

    public ValueTask DisposeAsync() => node.DisposeAsync();
}
