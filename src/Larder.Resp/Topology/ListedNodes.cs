using Larder.Resp.Configuration;
using Larder.Resp.Connections;

namespace Larder.Resp.Topology;

/// <summary>
/// Servers that are named one by one, of which one is the primary: that which says so. Nobody tells when another becomes it; so they are asked again when the
/// primary is lost, or takes no writes.
/// </summary>
internal sealed class ListedNodes : ITopology
{
    private readonly RespOptions _options;
    private readonly NodeSet _nodes;
    private readonly MapRefresh _refresh;
    private readonly CancellationTokenSource _ended = new();
    private volatile Shard? _shard;
    private volatile RespException? _problem;
    private uint _turn;

    public ListedNodes(RespOptions options, NodeSet nodes, TopologyParts parts)
    {
        (_options, _nodes) = (options, nodes);
        _refresh = new(LookAsync, new Jitter(parts.Random), parts.Clock);
    }

    public TopologySignal Changes { get; } = new();

    public bool IsInDoubt => false;

    public IReadOnlyList<ConnectionKeeper> Primaries => _shard is { } shard ? [shard.Primary] : [];

    public async ValueTask ConnectAsync(CancellationToken cancellationToken)
    {
        await _refresh.RequestAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        if (_shard is null) throw _problem!;
    }

    public ConnectionKeeper NodeFor(in Command command)
    {
        if (_shard is not { } shard) throw _problem as RespConnectionException ?? new("None of the servers is known to be the primary yet.", Delivery.NotSent, _problem);
        var isRead = _options.Reads == ReadPreference.Replica && command.IsPlainRead();
        return isRead ? shard.ForReads(Interlocked.Increment(ref _turn)) : shard.Primary;
    }

    public IReadOnlyList<CommandPart>? Divide(in Command command) => null;

    public bool MayRecover(RespException failure) =>
        failure is RespConnectionException || (failure is RespServerException server && RetryPolicy.IsPutOff(server.Code));

    public async ValueTask<Recovery> RecoverAsync(FailedCommand failed, CancellationToken cancellationToken)
    {
        if (ClusterView.Misplaced(failed) is { } misplaced) return Recovery.No(misplaced);
        if (failed.Attempts >= RetryPolicy.MostAttempts || !RetryPolicy.IsSafe(failed.Command, failed.Failure)) return Recovery.No();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ended.Token);
        patience.CancelAfter(_options.CommandTimeout);
        try
        {
            await Task.Delay(RetryPolicy.PauseAfter(failed.Attempts, 1), failed.Node.Options.Clock, patience.Token).ConfigureAwait(false);
            await _refresh.RequestAsync().WaitAsync(patience.Token).ConfigureAwait(false);
            return Recovery.Again(NodeFor(failed.Command));
        }
        catch (Exception e) when (e is RespException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return Recovery.No();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _refresh.DisposeAsync().ConfigureAwait(false);
        await _nodes.DisposeAsync().ConfigureAwait(false);
    }

    // All are asked at once; one that hangs is not waited for longer than a connection may take.
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var nodes = _options.EndPoints.Select(_nodes.Get).ToArray();
        var roles = await Task.WhenAll(nodes.Select(node => RoleOfAsync(node, cancellationToken))).ConfigureAwait(false);
        if (Array.IndexOf(roles, true) is var first and >= 0)
        {
            var shard = new Shard(nodes[first], [.. nodes.Where((_, index) => roles[index] == false)]);
            var isOther = !ReferenceEquals(_shard?.Primary, shard.Primary);
            (_shard, _problem) = (shard, null);
            if (isOther) Changes.Raise();
        }
        else if (roles.Contains(false))
        {
            _problem = RoleCheck.IsReplica(nodes[Array.IndexOf(roles, false)].EndPoint);
        }
    }

    // True for a primary, false for a replica, null for one that cannot be asked.
    private async Task<bool?> RoleOfAsync(ConnectionKeeper node, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(_options.ConnectTimeout);
        try
        {
            await node.ConnectAsync(late.Token).ConfigureAwait(false);
            return await new RoleCheck().IsPrimaryAsync(node, late.Token).ConfigureAwait(false);
        }
        catch (RespException e)
        {
            _problem = e;
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _problem = new RespConnectionException($"LAR201 {AddressText.Of(node.EndPoint)} did not answer in time.", Delivery.NotSent) { EndPoint = node.EndPoint };
            return null;
        }
    }
}
