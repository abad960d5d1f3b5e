using Larder.Resp.Connections;

namespace Larder.Resp.Topology;

/// <summary>A topology whose connections log in again when the credentials change.</summary>
internal sealed class RotatingTopology(ITopology inner, CredentialsWatch watch) : ITopology
{
    public IReadOnlyList<ConnectionKeeper> Primaries => inner.Primaries;

    public TopologySignal Changes => inner.Changes;

    public bool IsInDoubt => inner.IsInDoubt;

    public ValueTask ConnectAsync(CancellationToken cancellationToken)
    {
        watch.Start();
        return inner.ConnectAsync(cancellationToken);
    }

    public ConnectionKeeper NodeFor(in Command command) => inner.NodeFor(command);

    public IReadOnlyList<CommandPart>? Divide(in Command command) => inner.Divide(command);

    public bool MayRecover(RespException failure) => inner.MayRecover(failure);

    public ValueTask<Recovery> RecoverAsync(FailedCommand failed, CancellationToken cancellationToken) => inner.RecoverAsync(failed, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await watch.DisposeAsync().ConfigureAwait(false);
        await inner.DisposeAsync().ConfigureAwait(false);
    }
}
