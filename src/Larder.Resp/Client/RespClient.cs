using System.Buffers;
using System.Net;
using Larder.Resp.Commands;
using Larder.Resp.Configuration;
using Larder.Resp.Subscriptions;
using Larder.Resp.Topology;
using Larder.Resp.Tracking;

namespace Larder.Resp.Client;

/// <summary>Commands to a server, a master behind sentinels, or a cluster. One for the whole application; safe for any number of callers.</summary>
public sealed class RespClient : IRespExecutor, IScanned, IAsyncDisposable
{
    private const CommandTraits Unusual = CommandTraits.Blocks | CommandTraits.Connection | CommandTraits.EveryNode;

    private readonly ClientParts _parts;

    internal RespClient(ClientParts parts) => _parts = parts;

    internal ITopology Topology => _parts.Topology;

    IEnumerable<IRespExecutor> IScanned.ScannedNodes => _parts.Topology.Primaries;

    internal ClientParts Parts => _parts;

    /// <summary>Connects to the servers of an address: <c>redis://localhost:6379</c>; see <see cref="RespOptions.Parse"/>.</summary>
    /// <exception cref="RespException">None could be reached, or refused; the message says what to do.</exception>
    public static ValueTask<RespClient> ConnectAsync(string address, CancellationToken cancellationToken = default) =>
        ConnectAsync(RespOptions.Parse(address), cancellationToken);

    /// <summary>Connects to one server with what is usual for everything else.</summary>
    /// <exception cref="RespException">It could not be reached, or refused; the message says what to do.</exception>
    public static ValueTask<RespClient> ConnectAsync(EndPoint server, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(server);
        return ConnectAsync(new RespOptions { EndPoints = [server] }, cancellationToken);
    }

    /// <summary>Connects as the options say.</summary>
    /// <exception cref="RespException">None could be reached, or refused; the message says what to do.</exception>
    /// <exception cref="RespOptionsException">The options cannot be used.</exception>
    public static async ValueTask<RespClient> ConnectAsync(RespOptions options, CancellationToken cancellationToken = default)
    {
        var client = Create(options, TimeProvider.System, new Random());
        try
        {
            await client.Topology.ConnectAsync(cancellationToken).ConfigureAwait(false);
            return client;
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// A client that connects in the background, now and whenever it must: for an application that starts without its server. Commands fail with
    /// NotSent until there is a connection.
    /// </summary>
    /// <exception cref="RespOptionsException">The options cannot be used.</exception>
    public static RespClient Start(RespOptions options)
    {
        var client = Create(options, TimeProvider.System, new Random());
        client._parts.ConnectInBackground();
        return client;
    }

    /// <summary>Ends when a client that was started has its first connection; at once if it has, or had, one.</summary>
    public ValueTask WaitAsync(CancellationToken cancellationToken = default) => new(_parts.Connecting.WaitAsync(cancellationToken));

    internal static RespClient Create(RespOptions options, TimeProvider clock, Random random)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new RespClient(ClientParts.Create(options, clock, random));
    }

    /// <inheritdoc/>
    public ValueTask<T> ExecuteAsync<T>(in Command command, Reply<T> reply, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reply);
        if ((command.Traits & Unusual) != 0 || command.Known.Split != CommandSplit.Never || ClientParts.IsTraced)
            return _parts.Unusual.ExecuteAsync(command, reply, cancellationToken);
        return _parts.ExecuteAsync(command, reply, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<long> ReadAsync(in Command command, IBufferWriter<byte> destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if ((command.Traits & Unusual) != 0) throw new ArgumentException($"{command.Name} is read with ExecuteAsync.", nameof(command));
        return _parts.ReadAsync(command, destination, cancellationToken);
    }

    /// <summary>The servers that take writes now, for commands that concern one of them: SCAN, CONFIG, INFO. Commands go there and nowhere else.</summary>
    public IReadOnlyList<RespNode> Nodes => [.. _parts.Topology.Primaries.Select(static node => new RespNode(node.EndPoint, node))];

    /// <summary>Collects commands and sends them in one write.</summary>
    public RespBatch CreateBatch() => new(_parts);

    /// <summary>Collects commands that the server runs without any other between them, all or none (MULTI, EXEC).</summary>
    public RespTransaction CreateTransaction() => new(_parts);

    /// <summary>
    /// Leases a connection of one's own: for WATCH, and for whatever changes a connection. In a cluster it is one to the node of
    /// <paramref name="key"/>.
    /// </summary>
    public ValueTask<RespLease> LeaseAsync(string? key = null, CancellationToken cancellationToken = default) => _parts.LeaseAsync(key, cancellationToken);

    /// <summary>What is published on these channels, until it is disposed.</summary>
    /// <exception cref="RespException">The server cannot be reached or refuses.</exception>
    public Task<RespSubscription> SubscribeAsync(
        IReadOnlyList<string> channels, RespSubscriptionOptions? options = null, CancellationToken cancellationToken = default) =>
        _parts.Subscriptions.OpenAsync(SubscriptionKind.Channels, channels, options, cancellationToken);

    /// <summary>What is published on channels whose names match these patterns, until it is disposed.</summary>
    /// <exception cref="RespException">The server cannot be reached or refuses.</exception>
    public Task<RespSubscription> SubscribePatternsAsync(
        IReadOnlyList<string> patterns, RespSubscriptionOptions? options = null, CancellationToken cancellationToken = default) =>
        _parts.Subscriptions.OpenAsync(SubscriptionKind.Patterns, patterns, options, cancellationToken);

    /// <summary>What is published on these sharded channels, all of one slot, until it is disposed.</summary>
    /// <exception cref="RespException">The server cannot be reached or refuses.</exception>
    public Task<RespSubscription> SubscribeShardsAsync(
        IReadOnlyList<string> channels, RespSubscriptionOptions? options = null, CancellationToken cancellationToken = default) =>
        _parts.Subscriptions.OpenAsync(SubscriptionKind.Shards, channels, options, cancellationToken);

    /// <summary>
    /// Reads that the server follows (CLIENT TRACKING): <paramref name="sinks"/> gives who hears of one server's changes. It connects when first used,
    /// or by <see cref="RespTracking.ConnectAsync"/>.
    /// </summary>
    public RespTracking Track(Func<EndPoint, ITrackingSink> sinks, TrackingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(sinks);
        return _parts.Track(sinks, options ?? new TrackingOptions());
    }

    /// <summary>How the servers stand, each change from now on. A reader that is slow misses the older ones.</summary>
    public IAsyncEnumerable<RespStateChange> StatesAsync(CancellationToken cancellationToken = default) => _parts.States.ListenAsync(cancellationToken);

    /// <summary>Closes all connections; commands under way fail.</summary>
    public ValueTask DisposeAsync() => _parts.DisposeAsync();
}
