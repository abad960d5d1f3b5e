using System.Buffers;
using Larder.Resp.Connections;

namespace Larder.Resp.Client;

/// <summary>
/// Collects commands that the server runs one after the other with nothing between, all or none. Each call gives its task at once; it ends with
/// <see cref="CommitAsync"/>. A command that fails when run fails its own task; the others stand, as Redis has it. For one caller, once.
/// </summary>
public sealed class RespTransaction : IRespExecutor
{
    private readonly ClientParts? _parts;
    private readonly RespLease? _lease;
    private readonly List<QueuedCommand> _queued = [];
    private bool _isSent;

    internal RespTransaction(ClientParts parts) => _parts = parts;

    internal RespTransaction(RespLease lease) => _lease = lease;

    /// <summary>How many commands it holds.</summary>
    public int Count => _queued.Count;

    /// <inheritdoc/>
    public ValueTask<T> ExecuteAsync<T>(in Command command, Reply<T> reply, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isSent, this);
        if ((command.Traits & CommandTraits.Connection) != 0) throw new InvalidOperationException($"{command.Name} cannot stand in a transaction.");
        var queued = new QueuedCommand<T>(command, reply);
        _queued.Add(queued);
        return new ValueTask<T>(queued.Task.WaitAsync(cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask<long> ReadAsync(Command command, IBufferWriter<byte> destination, CancellationToken cancellationToken)
    {
        var bytes = await ExecuteAsync(command, Commands.Replies.Bytes, cancellationToken).ConfigureAwait(false);
        if (bytes is null) return -1;
        destination.Write(bytes);
        return bytes.Length;
    }

    ValueTask<long> IRespExecutor.ReadAsync(in Command command, IBufferWriter<byte> destination, CancellationToken cancellationToken) =>
        ReadAsync(command, destination, cancellationToken);

    /// <summary>Runs it. False if a watched key had changed: then nothing ran, and the calls' tasks are cancelled.</summary>
    /// <exception cref="RespServerException">A command was refused before any ran.</exception>
    /// <exception cref="RespConnectionException">The connection was lost; all ran or none did.</exception>
    public async ValueTask<bool> CommitAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isSent, this);
        _isSent = true;
        if (_queued.Count == 0 && _lease is null) return true;
        var exec = new PendingExec(_queued, cancellationToken);
        PendingReply first = PendingDecoded<bool>.Rent(new Command("MULTI"), Handshake.Anything, CancellationToken.None);
        var last = first;
        foreach (var queued in _queued)
        {
            last.Next = new PendingQueued(queued);
            last = last.Next;
        }
        last.Next = exec;
        var task = exec.Task;
        Submit(first);
        try
        {
            var ran = await task.ConfigureAwait(false);
            _lease?.Unwatch();
            return ran;
        }
        catch (Exception failure)
        {
            foreach (var queued in _queued) queued.Fail(failure);
            throw;
        }
    }

    private void Submit(PendingReply first)
    {
        if (_lease is not null)
        {
            _lease.Connection.Submit(first);
            return;
        }
        var nodes = _queued.Select(queued => _parts!.Topology.NodeFor(queued.Command)).Distinct().ToList();
        if (nodes.Count > 1) throw new ArgumentException("The keys of a transaction must be of one node of the cluster: give them a hash tag in common.");
        nodes[0].Submit(first);
    }
}
