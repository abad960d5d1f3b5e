using Larder.Resp.Connections;
using Larder.Resp.Topology;

namespace Larder.Resp.Client;

/// <summary>Sends each command to the node that the topology names, and again to another one when the topology knows how to save it.</summary>
internal sealed class CommandRouting(ITopology topology) : IRecovery, IAsyncDisposable
{
    private static readonly Command Asking = new("ASKING");
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running = 1;

    /// <summary>Sends it. What goes wrong goes to whoever awaits it.</summary>
    /// <exception cref="RespConnectionException">No node is known for it.</exception>
    /// <exception cref="ArgumentException">Its keys belong to different nodes.</exception>
    public void Send(PendingReply pending)
    {
        var node = topology.NodeFor(pending.Command);
        pending.Recovery = this;
        pending.Route = node;
        node.Submit(pending);
    }

    public bool Takes(PendingReply operation, RespException failure)
    {
        if (_ended.IsCancellationRequested || !topology.MayRecover(failure)) return false;
        Interlocked.Increment(ref _running);
        ThreadPool.UnsafeQueueUserWorkItem(static async state => await state.Routing.RecoverAsync(state.Operation, state.Failure).ConfigureAwait(false),
            (Routing: this, Operation: operation, Failure: failure), preferLocal: false);
        return true;
    }

    /// <summary>Those that are being saved are given up; ends when none is left.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_ended.IsCancellationRequested) return;
        await _ended.CancelAsync().ConfigureAwait(false);
        Leave();
        await _idle.Task.ConfigureAwait(false);
    }

    private async Task RecoverAsync(PendingReply operation, RespException failure)
    {
        try
        {
            var failed = new FailedCommand(operation.Command, (ConnectionKeeper)operation.Route!, failure, Math.Max(1, operation.Attempts));
            var recovery = await topology.RecoverAsync(failed, _ended.Token).ConfigureAwait(false);
            if (recovery.Node is { } node) SendAgain(operation, node, recovery.Kind);
            else operation.Fail(recovery.Failure ?? failure);
        }
        // Whatever hinders the saving, the caller gets what happened to its command.
        catch (Exception e) when (e is RespException or OperationCanceledException or ObjectDisposedException or ArgumentException)
        {
            operation.Fail(failure);
        }
        finally
        {
            Leave();
        }
    }

    private static void SendAgain(PendingReply operation, ConnectionKeeper node, RecoveryKind kind)
    {
        if (!operation.IsWaiting) return;
        // One that never reached a socket counts as well: else it could go round for ever.
        if (operation.Sequence == 0) operation.Attempts++;
        operation.Sequence = 0;
        operation.Route = node;
        if (kind == RecoveryKind.SendAsking)
        {
            var asking = PendingDecoded<bool>.Rent(Asking, Handshake.Anything, CancellationToken.None);
            asking.Next = operation;
            node.Submit(asking);
        }
        else
        {
            node.Submit(operation);
        }
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _running) == 0) _idle.TrySetResult();
    }
}
