using System.Buffers;
using System.Net;
using Larder.Resp.Connections;
using Larder.Resp.Topology;

namespace Larder.Resp.Client;

/// <summary>Commands to a server, a master behind sentinels, or a cluster. One for the whole application; safe for any number of callers.</summary>
public sealed class RespClient : IRespExecutor, IAsyncDisposable
{
    private readonly ITopology _topology;

    internal RespClient(ITopology topology) => _topology = topology;

    /// <summary>Connects to one server with what is usual for everything else.</summary>
    /// <exception cref="RespException">It could not be reached, or refused; the message says what to do.</exception>
    public static ValueTask<RespClient> ConnectAsync(EndPoint server, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(server);
        return ConnectAsync(new SingleNode(new ConnectionKeeper(new ConnectionOptions { EndPoint = server }, null, null)), cancellationToken);
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
    public ValueTask<T> ExecuteAsync<T>(in Command command, Reply<T> reply, CancellationToken cancellationToken = default) =>
        _topology.NodeFor(command).ExecuteAsync(command, reply, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long> ReadAsync(in Command command, IBufferWriter<byte> destination, CancellationToken cancellationToken = default) =>
        _topology.NodeFor(command).ReadAsync(command, destination, cancellationToken);

    /// <summary>Closes all connections; commands under way fail.</summary>
    public ValueTask DisposeAsync() => _topology.DisposeAsync();
}
