using System.Collections.Concurrent;
using Larder.Resp.Connections;
using Larder.Resp.Diagnostics;
using Larder.Resp.Topology;

namespace Larder.Resp.Client;

/// <summary>
/// Sends again what may be sent again: what the topology can place elsewhere, and, once its server is back, what a lost connection left undone.
/// A command keeps its deadline over all attempts, and a reconnection is waited for once: while there is none, commands fail at once.
/// </summary>
internal sealed class Recoveries(ITopology topology, Traffic traffic, TimeProvider clock) : IRecovery, IAsyncDisposable
{
    private const int MostResends = 3;

    private readonly ConcurrentDictionary<long, Task> _running = new();
    private readonly CancellationTokenSource _ending = new();
    private long _started;

    public bool Takes(PendingReply operation, RespException failure)
    {
        if (_ending.IsCancellationRequested || operation.Route is not ConnectionKeeper node) return false;
        if (!topology.MayRecover(failure) && !IsLossToMend(operation, failure)) return false;
        if (failure is RespConnectionException { Delivery: Delivery.MaybeExecuted } loss) operation.EarlierLoss = loss;
        var number = Interlocked.Increment(ref _started);
        var running = Task.Run(() => RecoverAsync(operation, node, failure, number));
        _running[number] = running;
        // It may have ended, and looked for itself in vain.
        if (running.IsCompleted) _running.TryRemove(number, out _);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_running.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // An attempt was made, the connection was lost; what was never written because there was no connection fails fast.
    private static bool IsLossToMend(PendingReply operation, RespException failure) =>
        failure is RespConnectionException loss && operation.Attempts is > 0 and <= MostResends
        && (loss.Delivery == Delivery.NotSent || (operation.Command.Traits & CommandTraits.Idempotent) != 0);

    private async Task RecoverAsync(PendingReply operation, ConnectionKeeper node, RespException failure, long number)
    {
        using var late = new CancellationTokenSource(Remaining(operation), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _ending.Token);
        try
        {
            var recovery = topology.MayRecover(failure)
                ? await topology.RecoverAsync(new FailedCommand(operation.Command, node, failure, operation.Attempts), either.Token).ConfigureAwait(false)
                : await ReconnectAsync(node, either.Token).ConfigureAwait(false);
            if (recovery.Kind == RecoveryKind.GiveUp) operation.Fail(recovery.Failure ?? failure);
            else SendAgain(operation, recovery);
        }
        catch (Exception other) when (other is RespException or OperationCanceledException or ObjectDisposedException)
        {
            // The first failure says what happened to the command; that no better place was found adds nothing.
            operation.Fail(failure);
        }
        finally
        {
            _running.TryRemove(number, out _);
        }
    }

    private static async ValueTask<Recovery> ReconnectAsync(ConnectionKeeper node, CancellationToken cancellationToken)
    {
        await node.ConnectAsync(cancellationToken).ConfigureAwait(false);
        return Recovery.Again(node);
    }

    private void SendAgain(PendingReply operation, Recovery recovery)
    {
        traffic.SentAgain();
        operation.Next = null;
        operation.Sequence = 0;
        operation.Route = recovery.Node;
        if (recovery.Kind == RecoveryKind.SendAgain)
        {
            recovery.Node!.Submit(operation);
            return;
        }
        var asking = PendingDecoded<bool>.Rent(new Command("ASKING"), Handshake.Anything, CancellationToken.None);
        asking.Next = operation;
        recovery.Node!.Submit(asking);
    }

    private TimeSpan Remaining(PendingReply operation)
    {
        if (operation.Deadline is 0 or long.MaxValue) return Timeout.InfiniteTimeSpan;
        var left = clock.GetElapsedTime(clock.GetTimestamp(), operation.Deadline);
        return left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1);
    }
}
