using System.Buffers;
using System.Net;
using Larder.Resp.Commands;
using Larder.Resp.Configuration;
using Larder.Resp.Connections;
using Larder.Resp.Subscriptions;
using Larder.Resp.Topology;

namespace Larder.Resp.Client;

/// <summary>Commands to a server, a master behind sentinels, or a cluster. One for the whole application; safe for any number of callers.</summary>
public sealed class RespClient : IRespExecutor, IAsyncDisposable
{
    private readonly ITopology _topology;
    private readonly CommandRouting _routing;
    private readonly SubscriptionDesk _subscriptions;

    internal RespClient(ITopology topology)
    {
        _topology = topology;
        _routing = new(topology);
        _subscriptions = new(topology, TimeProvider.System, new Jitter(new Random()));
    }

    /// <summary>Connects to one server with what is usual for everything else.</summary>
    /// <exception cref="RespException">It could not be reached, or refused; the message says what to do.</exception>
    public static ValueTask<RespClient> ConnectAsync(EndPoint server, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(server);
        return ConnectAsync(new SingleNode(new ConnectionKeeper(new ConnectionOptions { EndPoint = server }, null, null)), cancellationToken);
    }

    /// <summary>Connects to what an address names; see <see cref="RespOptions.Parse"/>.</summary>
    /// <exception cref="RespException">The address cannot be used, or what it names could not be reached; the message says what to do.</exception>
    public static ValueTask<RespClient> ConnectAsync(string address, CancellationToken cancellationToken = default) =>
        ConnectAsync(RespOptions.Parse(address), cancellationToken);

    /// <summary>Connects to what the options name.</summary>
    /// <exception cref="RespException">The options cannot be used, or what they name could not be reached; the message says what to do.</exception>
    public static ValueTask<RespClient> ConnectAsync(RespOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return ConnectAsync(Topologies.Create(options, new TopologyParts { Keeper = static node => new ConnectionKeeper(node, null, null) }), cancellationToken);
    }

    internal static async ValueTask<RespClient> ConnectAsync(ITopology topology, CancellationToken cancellationToken)
    {
        var client = new RespClient(topology);
        try
        {
            await topology.ConnectAsync(cancellationToken).ConfigureAwait(false);
            return client;
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<T> ExecuteAsync<T>(in Command command, Reply<T> reply, CancellationToken cancellationToken = default)
    {
        if (command.Known.Split != CommandSplit.Never && _topology.Divide(command) is { } parts)
            return ExecuteAsync(command.Known.Split, parts, reply, cancellationToken);
        var pending = PendingDecoded<T>.Rent(command, reply, cancellationToken);
        var task = pending.Task;
        _routing.Send(pending);
        return task;
    }

    /// <inheritdoc/>
    public ValueTask<long> ReadAsync(in Command command, IBufferWriter<byte> destination, CancellationToken cancellationToken = default)
    {
        var pending = PendingBulk.Rent(command, destination, cancellationToken);
        var task = pending.Task;
        _routing.Send(pending);
        return task;
    }

    /// <summary>Subscribes to channels, on a connection of its own.</summary>
    /// <exception cref="RespException">The server cannot be reached, or refuses.</exception>
    public Task<RespSubscription> SubscribeAsync(
        IReadOnlyList<string> channels, RespSubscriptionOptions? options = null, CancellationToken cancellationToken = default) =>
        _subscriptions.OpenAsync(SubscriptionKind.Channels, channels, options, cancellationToken);

    /// <summary>Subscribes to all channels that fit patterns, such as <c>news.*</c>.</summary>
    /// <exception cref="RespException">The server cannot be reached, or refuses.</exception>
    public Task<RespSubscription> SubscribePatternsAsync(
        IReadOnlyList<string> patterns, RespSubscriptionOptions? options = null, CancellationToken cancellationToken = default) =>
        _subscriptions.OpenAsync(SubscriptionKind.Patterns, patterns, options, cancellationToken);

    /// <summary>Subscribes to sharded channels (SPUBLISH), which are of one slot; follows the slot through the cluster.</summary>
    /// <exception cref="RespException">The server cannot be reached, or refuses.</exception>
    /// <exception cref="ArgumentException">The channels are of different slots.</exception>
    public Task<RespSubscription> SubscribeShardedAsync(
        IReadOnlyList<string> channels, RespSubscriptionOptions? options = null, CancellationToken cancellationToken = default) =>
        _subscriptions.OpenAsync(SubscriptionKind.Shards, channels, options, cancellationToken);

    /// <summary>Closes all connections; commands under way fail.</summary>
    public async ValueTask DisposeAsync()
    {
        await _routing.DisposeAsync().ConfigureAwait(false);
        await _topology.DisposeAsync().ConfigureAwait(false);
    }

    // Each part may be sent again by itself; together they are as atomic as the cluster lets them be: not at all.
    private async ValueTask<T> ExecuteAsync<T>(CommandSplit split, IReadOnlyList<CommandPart> parts, Reply<T> reply, CancellationToken cancellationToken)
    {
        var asked = parts.Select(part => ExecuteAsync(part.Command, Replies.Value, cancellationToken).AsTask()).ToArray();
        var replies = await Task.WhenAll(asked).ConfigureAwait(false);
        return reply.Decode(JoinedReply.Of(split, parts, replies));
    }
}
