using System.Buffers;
using System.Net;
using Larder.Resp.Configuration;
using Larder.Resp.Connections;
using Larder.Resp.Diagnostics;
using Larder.Resp.Subscriptions;
using Larder.Resp.Topology;
using Larder.Resp.Tracking;

namespace Larder.Resp.Client;

/// <summary>What a client consists of, and the way of an ordinary command through it.</summary>
internal sealed class ClientParts : IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private Task _connecting = Task.CompletedTask;

    private ClientParts(ITopology topology, Traffic traffic, StateFeed states, TopologyParts parts)
    {
        Topology = topology;
        Traffic = traffic;
        States = states;
        Clock = parts.Clock;
        Recoveries = new Recoveries(topology, traffic, parts.Clock);
        Subscriptions = new SubscriptionDesk(topology, parts.Clock, new Jitter(parts.Random));
        Leases = new LeasePool();
        Unusual = new UnusualCommands(this);
    }

    /// <summary>True while somebody listens for spans.</summary>
    public static bool IsTraced => Traffic.Spans.HasListeners();

    public ITopology Topology { get; }

    public Traffic Traffic { get; }

    public StateFeed States { get; }

    public TimeProvider Clock { get; }

    public Recoveries Recoveries { get; }

    public SubscriptionDesk Subscriptions { get; }

    public LeasePool Leases { get; }

    public UnusualCommands Unusual { get; }

    public static ClientParts Create(RespOptions options, TimeProvider clock, Random random)
    {
        ITopology? topology = null;
        var traffic = new Traffic(() => topology?.Primaries.Sum(static node => node.Current?.InFlight ?? 0) ?? 0);
        var states = new StateFeed();
        var parts = new TopologyParts
        {
            Keeper = connection => new ConnectionKeeper(connection with { Traffic = traffic }, null, states),
            States = states,
            Clock = clock,
            Random = random,
        };
        topology = Topologies.Create(options, parts);
        return new ClientParts(topology, traffic, states, parts);
    }

    public ValueTask<T> ExecuteAsync<T>(in Command command, Reply<T> reply, CancellationToken cancellationToken)
    {
        ConnectionKeeper node;
        try
        {
            node = Topology.NodeFor(command);
        }
        catch (RespException none)
        {
            return ValueTask.FromException<T>(none);
        }
        var pending = PendingDecoded<T>.Rent(command, reply, cancellationToken);
        pending.Recovery = Recoveries;
        pending.Route = node;
        var task = pending.Task;
        node.Submit(pending);
        return task;
    }

    public ValueTask<long> ReadAsync(in Command command, IBufferWriter<byte> destination, CancellationToken cancellationToken)
    {
        ConnectionKeeper node;
        try
        {
            node = Topology.NodeFor(command);
        }
        catch (RespException none)
        {
            return ValueTask.FromException<long>(none);
        }
        var pending = PendingBulk.Rent(command, destination, cancellationToken);
        pending.Recovery = Recoveries;
        pending.Route = node;
        var task = pending.Task;
        node.Submit(pending);
        return task;
    }

    public async ValueTask<RespLease> LeaseAsync(string? key, CancellationToken cancellationToken)
    {
        var route = key is null ? new Command("EXEC") : new Command("WATCH").Key(key);
        return new RespLease(await Leases.TakeAsync(Topology.NodeFor(route), cancellationToken).ConfigureAwait(false), Leases);
    }

    public RespTracking Track(Func<EndPoint, ITrackingSink> sinks, TrackingOptions options)
    {
        var tracking = new RespTracking(Topology, new TrackedNodes(options, Topology, sinks, (connection, sink) => new ConnectionKeeper(connection, sink, States)));
        tracking.Watch();
        return tracking;
    }

    /// <summary>Ends when there was a first connection, or when the client is disposed.</summary>
    public Task Connecting => _connecting;

    public void ConnectInBackground() => _connecting = Task.Run(ConnectQuietlyAsync);

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await _connecting.ConfigureAwait(false);
        await Recoveries.DisposeAsync().ConfigureAwait(false);
        await Leases.DisposeAsync().ConfigureAwait(false);
        await Topology.DisposeAsync().ConfigureAwait(false);
        States.End();
        Traffic.Dispose();
    }

    // The state feed tells of each try; commands tell that there is no connection.
    private async Task ConnectQuietlyAsync()
    {
        for (var failures = 1; !_ending.IsCancellationRequested; failures++)
        {
            try
            {
                await Topology.ConnectAsync(_ending.Token).ConfigureAwait(false);
                return;
            }
            catch (Exception failure) when (failure is RespException or OperationCanceledException or ObjectDisposedException)
            {
                await Task.Delay(ReconnectPolicy.Default.DelayAfter(failures, 1), Clock, _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
