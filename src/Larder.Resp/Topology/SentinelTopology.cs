using System.Net;
using Larder.Resp.Configuration;
using Larder.Resp.Connections;

namespace Larder.Resp.Topology;

/// <summary>
/// The primary that the sentinels name. They are asked each second, and at once when one of them announces another. A deposed primary's connections are
/// closed here at once: it would answer for seconds more, with what is no longer true.
/// </summary>
internal sealed class SentinelTopology : ITopology
{
    private const int LearnEvery = 10;
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SilentFor = TimeSpan.FromSeconds(5);

    private readonly RespOptions _options;
    private readonly TopologyParts _parts;
    private readonly NodeSet _nodes;
    private readonly NodeSet? _replicas;
    private readonly SentinelPanel _panel;
    private readonly TopologySignal _news = new();
    private readonly RoleCheck _role = new();
    private readonly Jitter _jitter;
    private readonly CancellationTokenSource _ended = new();
    private Task _watching = Task.CompletedTask;
    private volatile Shard? _shard;
    private volatile RespConnectionException? _problem;
    private long _epoch = -1;
    private long _answeredAt;
    private int _isWatched;
    private uint _turn;

    public SentinelTopology(RespOptions options, NodeSet nodes, NodeSet? replicas, TopologyParts parts)
    {
        (_options, _nodes, _replicas, _parts, _jitter) = (options, nodes, replicas, parts, new Jitter(parts.Random));
        _panel = new(new NodeSet(NodeOptions.ForSentinels(options, parts), static asked => new ConnectionKeeper(asked, null, null)), options.MasterName!, _news, _jitter);
    }

    public TopologySignal Changes { get; } = new();

    public bool IsInDoubt => _parts.Clock.GetElapsedTime(Volatile.Read(ref _answeredAt)) >= SilentFor;

    public IReadOnlyList<ConnectionKeeper> Primaries => _shard is { } shard ? [shard.Primary] : [];

    public async ValueTask ConnectAsync(CancellationToken cancellationToken)
    {
        _panel.Add(_options.EndPoints);
        Volatile.Write(ref _answeredAt, _parts.Clock.GetTimestamp());
        try
        {
            await LookAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Who could not connect may try again; one watch is enough for all tries.
            if (Interlocked.Exchange(ref _isWatched, 1) == 0) _watching = WatchAsync(_ended.Token);
        }
        if (_shard is null) throw _problem!;
        using var patience = Patience(_options.ConnectTimeout, cancellationToken);
        if (await ReadyAsync(patience.Token).ConfigureAwait(false) is null) await _shard.Primary.ConnectAsync(cancellationToken).ConfigureAwait(false);
    }

    public ConnectionKeeper NodeFor(in Command command)
    {
        if (_shard is not { } shard) throw _problem ?? new("LAR206 No sentinel has been asked yet: connect first.", Delivery.NotSent);
        var isRead = _replicas is not null && command.IsPlainRead();
        return isRead ? shard.ForReads(Interlocked.Increment(ref _turn)) : shard.Primary;
    }

    public IReadOnlyList<CommandPart>? Divide(in Command command) => null;

    public bool MayRecover(RespException failure) =>
        failure is RespConnectionException || (failure is RespServerException server && RetryPolicy.IsPutOff(server.Code));

    public async ValueTask<Recovery> RecoverAsync(FailedCommand failed, CancellationToken cancellationToken)
    {
        if (failed.Attempts >= RetryPolicy.MostAttempts || !RetryPolicy.IsSafe(failed.Command, failed.Failure)) return Recovery.No(Told(failed));
        using var patience = Patience(_options.CommandTimeout, cancellationToken);
        if (failed.Failure is RespServerException) await SettleAsync(failed, patience.Token).ConfigureAwait(false);
        var node = await ReadyAsync(patience.Token).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return node is null ? Recovery.No(Told(failed)) : Recovery.Again(node);
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _panel.DisposeAsync().ConfigureAwait(false);
        await _nodes.DisposeAsync().ConfigureAwait(false);
        if (_replicas is not null) await _replicas.DisposeAsync().ConfigureAwait(false);
    }

    private static RespException? Told(FailedCommand failed) =>
        failed.Failure is RespServerException { Code: "READONLY" } failure
            ? new RespServerException(failure.Error, $"LAR208 Wrote to a replica, {AddressText.Of(failed.Node.EndPoint)}; the sentinels name no other primary yet. Sent {failed.Attempts} times.")
            : null;

    // A server that puts off what it is sent: a replica is left, one that loads or waits is given a moment.
    private async Task SettleAsync(FailedCommand failed, CancellationToken cancellationToken)
    {
        try
        {
            if (ReferenceEquals(failed.Node, _shard?.Primary) && !await _role.IsPrimaryAsync(failed.Node, cancellationToken).ConfigureAwait(false))
                failed.Node.Drop(RoleCheck.IsReplica(failed.Node.EndPoint));
            await Task.Delay(RetryPolicy.PauseAfter(failed.Attempts, _jitter.Next()), _parts.Clock, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RespException or OperationCanceledException)
        {
            // It does not answer, or time is up: what follows finds out.
        }
    }

    /// <summary>The primary, connected and verified; null if there is none in time.</summary>
    private async Task<ConnectionKeeper?> ReadyAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; !cancellationToken.IsCancellationRequested; attempt++)
        {
            var changed = Changes.Next;
            if (_shard is { } shard && await ConnectsAsync(shard.Primary, changed, cancellationToken).ConfigureAwait(false)) return shard.Primary;
            _news.Raise();
            var pause = Task.Delay(RetryPolicy.PauseAfter(attempt, _jitter.Next()), _parts.Clock, cancellationToken);
            await Task.WhenAny(changed, pause).ConfigureAwait(false);
        }
        return null;
    }

    // A server that hangs takes the connection and says nothing: another one's election ends the wait for it.
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

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        for (var round = 0; ; round++)
        {
            var news = _news.Next;
            if (round % LearnEvery == 0) await _panel.LearnAsync(cancellationToken).ConfigureAwait(false);
            await LookAsync(cancellationToken).ConfigureAwait(false);
            var pause = Task.Delay(AskEvery, _parts.Clock, cancellationToken);
            await Task.WhenAny(news, pause).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var view = await _panel.AskAsync(cancellationToken).ConfigureAwait(false);
        if (view.Newest(_epoch) is { Master: { } master } newest)
        {
            (_epoch, _problem) = (newest.Epoch, null);
            Volatile.Write(ref _answeredAt, _parts.Clock.GetTimestamp());
            Follow(master);
            if (_replicas is not null) await FollowReplicasAsync(_replicas, cancellationToken).ConfigureAwait(false);
        }
        else if (!view.HasAnswer || _shard is null)
        {
            Complain(view.Failure(_options.MasterName!));
        }
    }

    private void Follow(EndPoint master)
    {
        var node = _nodes.Get(master);
        var old = _shard?.Primary;
        if (ReferenceEquals(node, old)) return;
        _shard = new(node, []);
        if (old is not null)
        {
            _nodes.Retire(old, TimeSpan.Zero);
            Tell(old.EndPoint, $"LAR207 The master changed from {AddressText.Of(old.EndPoint)} to {AddressText.Of(master)}.");
        }
        _nodes.Connect(node);
        Changes.Raise();
    }

    private async Task FollowReplicasAsync(NodeSet replicas, CancellationToken cancellationToken)
    {
        var found = await _panel.ReplicasAsync(cancellationToken).ConfigureAwait(false);
        if (_shard is not { } shard) return;
        var nodes = found.Where(endPoint => !endPoint.Equals(shard.Primary.EndPoint)).Select(replicas.Get).ToArray();
        foreach (var gone in replicas.All.Except(nodes)) replicas.Retire(gone, _options.CommandTimeout);
        foreach (var node in nodes) replicas.Connect(node);
        if (!nodes.SequenceEqual(shard.Replicas)) _shard = shard with { Replicas = nodes };
    }

    // Said once for each silence: it is not news that a sentinel is still away.
    private void Complain(RespConnectionException problem)
    {
        var silentFor = _parts.Clock.GetElapsedTime(_answeredAt);
        var isNews = _problem is null && (_shard is null || silentFor >= SilentFor);
        if (_shard is null || isNews) _problem = problem;
        if (!isNews || _shard is not { } shard) return;
        Tell(problem.EndPoint ?? _options.EndPoints[0], $"{problem.Message} Using the last known master {AddressText.Of(shard.Primary.EndPoint)} ({silentFor.TotalSeconds:0} s ago).");
    }

    private void Tell(EndPoint endPoint, string message) =>
        _parts.States?.Changed(new(endPoint, RespState.FailingOver, new RespConnectionException(message, Delivery.NotSent) { EndPoint = endPoint }));

    private CancellationTokenSource Patience(TimeSpan time, CancellationToken cancellationToken)
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ended.Token);
        patience.CancelAfter(time);
        return patience;
    }
}
