using Larder.Resp.Connections;
using Larder.Resp.Topology;

namespace Larder.Resp.Subscriptions;

/// <summary>Keeps one subscription up: on a connection of its own, at the node that serves it now, and on the next one when that is lost.</summary>
internal sealed class SubscriptionRun(ITopology topology, Command command, MessageBuffer buffer, TimeProvider clock, Jitter jitter) : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Subscribes for the first time, and goes on from there.</summary>
    /// <exception cref="RespException">It could not.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var node = topology.NodeFor(command);
            try
            {
                var leg = await OpenAsync(node, isAgain: false, cancellationToken).ConfigureAwait(false);
                _running = RunAsync(leg, _ended.Token);
                return;
            }
            catch (RespException e) when (topology.MayRecover(e))
            {
                var recovery = await topology.RecoverAsync(new(command, node, e, attempt), cancellationToken).ConfigureAwait(false);
                if (recovery.Kind == RecoveryKind.GiveUp) throw;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        buffer.End();
    }

    private async Task RunAsync(SubscriptionLeg leg, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await using (leg.ConfigureAwait(false)) await LastAsync(leg, cancellationToken).ConfigureAwait(false);
                leg = await AgainAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (RespException e)
        {
            buffer.End(e);
        }
    }

    // As long as the connection lives and its node is the right one.
    private async Task LastAsync(SubscriptionLeg leg, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = topology.Changes.Next;
            if (!IsRight(leg.Node)) return;
            var ended = await Task.WhenAny(leg.Connection.Closed, leg.Sink.Moved, changed).WaitAsync(cancellationToken).ConfigureAwait(false);
            if (!ReferenceEquals(ended, changed)) return;
        }
    }

    private bool IsRight(ConnectionKeeper node)
    {
        try
        {
            return command.TryGetKey(out _) ? ReferenceEquals(topology.NodeFor(command), node) : topology.Primaries.Contains(node);
        }
        catch (RespConnectionException)
        {
            return false;
        }
    }

    // Until it succeeds; only a server that says no for good ends it.
    private async Task<SubscriptionLeg> AgainAsync(CancellationToken cancellationToken)
    {
        for (var failures = 0; ; failures++)
        {
            await Task.Delay(ReconnectPolicy.Default.DelayAfter(failures, jitter.Next()), clock, cancellationToken).ConfigureAwait(false);
            ConnectionKeeper? node = null;
            try
            {
                node = topology.NodeFor(command);
                return await OpenAsync(node, isAgain: true, cancellationToken).ConfigureAwait(false);
            }
            catch (RespException e) when (node is null || topology.MayRecover(e) || e is not RespServerException)
            {
                if (node is not null && topology.MayRecover(e)) await topology.RecoverAsync(new(command, node, e, 1), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<SubscriptionLeg> OpenAsync(ConnectionKeeper node, bool isAgain, CancellationToken cancellationToken)
    {
        var sink = new SubscriberSink(buffer, isAgain);
        var connection = await node.LeaseAsync(ConnectionUse.Subscriber, sink, cancellationToken).ConfigureAwait(false);
        try
        {
            await connection.SubscribeAsync(command, cancellationToken).ConfigureAwait(false);
            return new(node, connection, sink);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
