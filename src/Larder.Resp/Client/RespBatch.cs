using System.Buffers;
using Larder.Resp.Connections;

namespace Larder.Resp.Client;

/// <summary>
/// Collects commands and sends them in one write, a write for each node. Each call gives its task at once; none ends before <see cref="Send"/>.
/// For one caller, once.
/// </summary>
public sealed class RespBatch : IRespExecutor
{
    private readonly ClientParts _parts;
    private readonly List<PendingReply> _collected = [];
    private bool _isSent;

    internal RespBatch(ClientParts parts) => _parts = parts;

    /// <summary>How many commands it holds.</summary>
    public int Count => _collected.Count;

    /// <inheritdoc/>
    public ValueTask<T> ExecuteAsync<T>(in Command command, Reply<T> reply, CancellationToken cancellationToken = default)
    {
        var node = NodeFor(command);
        var pending = PendingDecoded<T>.Rent(command, reply, cancellationToken);
        var task = pending.Task;
        Collect(pending, node);
        return task;
    }

    /// <inheritdoc/>
    public ValueTask<long> ReadAsync(in Command command, IBufferWriter<byte> destination, CancellationToken cancellationToken = default)
    {
        var node = NodeFor(command);
        var pending = PendingBulk.Rent(command, destination, cancellationToken);
        var task = pending.Task;
        Collect(pending, node);
        return task;
    }

    /// <summary>Sends what was collected. The tasks of the calls tell how each went.</summary>
    public void Send()
    {
        ObjectDisposedException.ThrowIf(_isSent, this);
        _isSent = true;
        foreach (var ofNode in _collected.GroupBy(static pending => (ConnectionKeeper)pending.Route!))
        {
            PendingReply? last = null;
            foreach (var pending in ofNode)
            {
                last?.Next = pending;
                last = pending;
            }
            ofNode.Key.Submit(ofNode.First());
        }
    }

    private ConnectionKeeper NodeFor(in Command command)
    {
        ObjectDisposedException.ThrowIf(_isSent, this);
        if ((command.Traits & (CommandTraits.Blocks | CommandTraits.Connection)) != 0) throw new InvalidOperationException($"{command.Name} cannot stand in a batch.");
        return _parts.Topology.NodeFor(command);
    }

    private void Collect(PendingReply pending, ConnectionKeeper node)
    {
        pending.Recovery = _parts.Recoveries;
        pending.Route = node;
        _collected.Add(pending);
    }
}
