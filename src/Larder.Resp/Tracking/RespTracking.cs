using Larder.Resp.Topology;

namespace Larder.Resp.Tracking;

/// <summary>
/// Reads that the server follows: it tells the sink when a key that was read here changes. Over connections of its own, one for each server;
/// while there is none, reads fail with NotSent at once. It needs RESP3, so Redis 6 or later.
/// </summary>
public sealed class RespTracking : IAsyncDisposable
{
    private const int MostAttempts = 5;

    private readonly ITopology _topology;
    private readonly TrackedNodes _nodes;
    private readonly CancellationTokenSource _ending = new();
    private Task _watching = Task.CompletedTask;

    internal RespTracking(ITopology topology, TrackedNodes nodes)
    {
        _topology = topology;
        _nodes = nodes;
    }

    /// <summary>Reads keys, which the server follows from then on. Not every command makes it follow: GETEX and SCAN do not.</summary>
    public ValueTask<Tracked<T>> ExecuteAsync<T>(in Command command, Reply<T> reply, CancellationToken cancellationToken = default)
    {
        if (_topology is not SingleNode) return RouteAsync(command, reply, cancellationToken);
        return SendAsync(_nodes.Beside(_topology.NodeFor(command)), command, reply, cancellationToken);
    }

    /// <summary>Who hears of the changes of the server that has this key now.</summary>
    /// <exception cref="RespConnectionException">There is none now.</exception>
    public ITrackingSink SinkFor(string key) => _nodes.Beside(_topology.NodeFor(_topology is SingleNode ? default : new Command("GET").Key(key))).Sink;

    /// <summary>Connects to the servers that are known now.</summary>
    /// <exception cref="RespException">One could not be reached, or does not let keys be followed.</exception>
    public async ValueTask ConnectAsync(CancellationToken cancellationToken = default)
    {
        foreach (var node in _topology.Primaries) await _nodes.Beside(node).Connection.ConnectAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the tracked connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _nodes.DisposeAsync().ConfigureAwait(false);
    }

    internal void Watch() => _watching = Task.Run(WatchAsync);

    private static ValueTask<Tracked<T>> SendAsync<T>(TrackedNode node, in Command command, Reply<T> reply, CancellationToken cancellationToken)
    {
        var pending = PendingTracked<T>.Rent(command, reply, node.Sink, cancellationToken);
        var task = pending.Task;
        node.Connection.Submit(pending);
        return task;
    }

    // A key that is elsewhere is read there. One that is only visiting (ASK) is not followed anywhere, so it is not read here.
    private async ValueTask<Tracked<T>> RouteAsync<T>(Command command, Reply<T> reply, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var node = _topology.NodeFor(command);
            var tracked = _nodes.Beside(node);
            if (tracked.Connection.Current is null) await tracked.Connection.ConnectAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await SendAsync(tracked, command, reply, cancellationToken).ConfigureAwait(false);
            }
            catch (RespServerException failure) when (attempt < MostAttempts && failure.Code != "ASK" && _topology.MayRecover(failure))
            {
                var recovery = await _topology.RecoverAsync(new FailedCommand(command, node, failure, attempt), cancellationToken).ConfigureAwait(false);
                if (recovery.Kind == RecoveryKind.GiveUp) throw;
            }
        }
    }

    private async Task WatchAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            await _topology.Changes.Next.WaitAsync(_ending.Token).ConfigureAwait(false);
            await _nodes.RestartAsync().ConfigureAwait(false);
        }
    }
}
