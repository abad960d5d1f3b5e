using Larder.Resp.Configuration;
using Larder.Resp.Connections;

namespace Larder.Resp.Topology;

/// <summary>
/// A cluster: each command goes to the node that has its slot. What a node says when it has not is followed, and makes the map be fetched anew; it is
/// fetched now and then besides.
/// </summary>
internal sealed class ClusterTopology : ITopology
{
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(10);

    private readonly RespOptions _options;
    private readonly TopologyParts _parts;
    private readonly NodeSet _nodes;
    private readonly NodeSet? _replicas;
    private readonly MapRefresh _refresh;
    private readonly Jitter _jitter;
    private readonly CancellationTokenSource _ended = new();
    private Task _watching = Task.CompletedTask;
    private volatile SlotMap _map = SlotMap.Empty;
    private volatile RespException? _problem;
    private uint _turn;
    private int _isWatched;

    public ClusterTopology(RespOptions options, NodeSet nodes, NodeSet? replicas, TopologyParts parts)
    {
        (_options, _nodes, _replicas, _parts, _jitter) = (options, nodes, replicas, parts, new Jitter(parts.Random));
        _refresh = new(FetchAsync, _jitter, parts.Clock);
    }

    public TopologySignal Changes { get; } = new();

    public bool IsInDoubt => false;

    public IReadOnlyList<ConnectionKeeper> Primaries => _map.Primaries;

    public async ValueTask ConnectAsync(CancellationToken cancellationToken)
    {
        await _refresh.RequestAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        // Who could not connect may try again; one watch is enough for all tries.
        if (Interlocked.Exchange(ref _isWatched, 1) == 0) _watching = WatchAsync(_ended.Token);
        if (Primaries.Count == 0) throw _problem ?? Nobody();
        foreach (var node in Primaries) await node.ConnectAsync(cancellationToken).ConfigureAwait(false);
    }

    public ConnectionKeeper NodeFor(in Command command)
    {
        var map = _map;
        var slot = CommandSlots.Of(command);
        if (slot == CommandSlots.None) return AnyOf(map);
        if (map.Of(slot) is not { } shard) throw _problem is RespConnectionException problem ? problem : Nobody();
        var isRead = _replicas is not null && command.IsPlainRead();
        return isRead ? shard.ForReads(Interlocked.Increment(ref _turn)) : shard.Primary;
    }

    public IReadOnlyList<CommandPart>? Divide(in Command command) => CommandSlots.Divide(command);

    public bool MayRecover(RespException failure) =>
        failure is RespConnectionException || (failure is RespServerException server && RetryPolicy.IsPutOff(server.Code));

    public async ValueTask<Recovery> RecoverAsync(FailedCommand failed, CancellationToken cancellationToken)
    {
        if (failed.Attempts >= RetryPolicy.MostAttempts || !RetryPolicy.IsSafe(failed.Command, failed.Failure)) return Recovery.No();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ended.Token);
        patience.CancelAfter(_options.CommandTimeout);
        try
        {
            return failed.Failure is RespServerException server
                ? await RedirectAsync(failed, server, patience.Token).ConfigureAwait(false)
                : await ReadyAsync(failed, patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RespException or ObjectDisposedException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return Recovery.No();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _refresh.DisposeAsync().ConfigureAwait(false);
        await _nodes.DisposeAsync().ConfigureAwait(false);
        if (_replicas is not null) await _replicas.DisposeAsync().ConfigureAwait(false);
    }

    private static RespConnectionException Nobody() => new("No node of the cluster is known to serve this slot now.", Delivery.NotSent);

    private ConnectionKeeper AnyOf(SlotMap map)
    {
        var nodes = map.Primaries;
        if (nodes.Count == 0) throw _problem is RespConnectionException problem ? problem : Nobody();
        var turn = Interlocked.Increment(ref _turn);
        for (uint i = 0; i < nodes.Count; i++)
            if (nodes[(int)((turn + i) % (uint)nodes.Count)] is { Current: not null } node) return node;
        return nodes[0];
    }

    // What a server says to a command that it did not run.
    private async Task<Recovery> RedirectAsync(FailedCommand failed, RespServerException failure, CancellationToken cancellationToken)
    {
        switch (failure.Code)
        {
            case "ASK" when Redirection.Parse(failure.Error, failed.Node.EndPoint) is { } ask:
                return Recovery.Asking(await ConnectedAsync(ask, cancellationToken).ConfigureAwait(false));
            case "MOVED" when Redirection.Parse(failure.Error, failed.Node.EndPoint) is { } moved:
                var node = await ConnectedAsync(moved, cancellationToken).ConfigureAwait(false);
                Patch(moved.Slot, node);
                _ = _refresh.RequestAsync();
                // Two nodes that each name the other agree soon; until then they need not be asked in a circle.
                if (failed.Attempts > 2) await PauseAsync(failed, cancellationToken).ConfigureAwait(false);
                return Recovery.Again(node);
            case "TRYAGAIN" or "LOADING":
                await PauseAsync(failed, cancellationToken).ConfigureAwait(false);
                return Recovery.Again(NodeFor(failed.Command));
            default:
                await PauseAsync(failed, cancellationToken).ConfigureAwait(false);
                await _refresh.RequestAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
                return Recovery.Again(NodeFor(failed.Command));
        }
    }

    // The node cannot be reached: it comes back, or the cluster elects another for its slots.
    private async Task<Recovery> ReadyAsync(FailedCommand failed, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var changed = Changes.Next;
            await _refresh.RequestAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            var node = NodeFor(failed.Command);
            if (await ConnectsAsync(node, changed, cancellationToken).ConfigureAwait(false)) return Recovery.Again(node);
            await Task.Delay(RetryPolicy.PauseAfter(attempt, _jitter.Next()), _parts.Clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<bool> ConnectsAsync(ConnectionKeeper node, Task changed, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var connecting = node.ConnectAsync(enough.Token).AsTask();
        await Task.WhenAny(connecting, changed).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
        try
        {
            await connecting.ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is RespException or OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }

    private Task PauseAsync(FailedCommand failed, CancellationToken cancellationToken) =>
        Task.Delay(RetryPolicy.PauseAfter(failed.Attempts, _jitter.Next()), _parts.Clock, cancellationToken);

    private async Task<ConnectionKeeper> ConnectedAsync(Redirection redirection, CancellationToken cancellationToken)
    {
        var node = _nodes.Get(redirection.Target);
        await node.ConnectAsync(cancellationToken).ConfigureAwait(false);
        return node;
    }

    private void Patch(int slot, ConnectionKeeper node)
    {
        SlotMap map, patched;
        do
        {
            map = _map;
            patched = map.Moved(slot, node);
        }
        while (!ReferenceEquals(Interlocked.CompareExchange(ref _map, patched, map), map));
        if (!ReferenceEquals(map, patched)) Changes.Raise();
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(RefreshEvery * (0.5 + _jitter.Next()), _parts.Clock, cancellationToken).ConfigureAwait(false);
            await _refresh.RequestAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Asks nodes in turn until one knows a map that is no older than ours; if none does, the newest of those that answered counts.</summary>
    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        ClusterView? best = null;
        foreach (var node in Candidates())
        {
            try
            {
                var view = await ClusterView.AskAsync(node, cancellationToken).ConfigureAwait(false);
                if (view.Ranges.Count > 0 && (best is null || view.Epoch > best.Epoch)) best = view;
                if (best is not null && best.Epoch >= _map.Epoch) break;
            }
            catch (RespException e)
            {
                _problem = e;
            }
        }
        if (best is not null) Apply(best);
    }

    // Those that are connected first, in an order by chance; the addresses that were given come last, when nobody else answers.
    private IEnumerable<ConnectionKeeper> Candidates()
    {
        var known = _map.Primaries.OrderBy(node => (node.Current is null ? 1 : 0) + _jitter.Next() / 2).ToArray();
        return known.Concat(_options.EndPoints.Select(_nodes.Get).Except(known));
    }

    private void Apply(ClusterView view)
    {
        var map = SlotMap.Of(view.Ranges, view.Epoch, ShardOf);
        var old = Interlocked.Exchange(ref _map, map);
        _problem = null;
        foreach (var node in map.Primaries) _nodes.Connect(node);
        // What is under way there is still answered, if only by a redirection.
        foreach (var gone in _nodes.All.Except(map.Primaries)) _nodes.Retire(gone, _options.CommandTimeout);
        if (_replicas is not null) FollowReplicas(_replicas, map);
        if (!map.HasSameOwners(old)) Changes.Raise();
    }

    private Shard ShardOf(SlotRange range) => new(_nodes.Get(range.Primary), _replicas is null ? [] : [.. range.Replicas.Select(_replicas.Get)]);

    private void FollowReplicas(NodeSet replicas, SlotMap map)
    {
        var wanted = map.Shards.SelectMany(static shard => shard.Replicas).ToArray();
        foreach (var node in wanted) replicas.Connect(node);
        foreach (var gone in replicas.All.Except(wanted)) replicas.Retire(gone, _options.CommandTimeout);
    }
}
