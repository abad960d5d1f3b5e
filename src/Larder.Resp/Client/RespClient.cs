using System.Buffers;
using Larder.Resp.Topology;

namespace Larder.Resp.Client;

/// <summary>Commands to a server, a master behind sentinels, or a cluster. One for the whole application; safe for any number of callers.</summary>
public sealed class RespClient : IRespExecutor, IAsyncDisposable
{
    private readonly ITopology _topology;

    internal RespClient(ITopology topology) => _topology = topology;

    /// <inheritdoc/>
    public ValueTask<T> ExecuteAsync<T>(in Command command, Reply<T> reply, CancellationToken cancellationToken = default) =>
        _topology.NodeFor(command).ExecuteAsync(command, reply, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long> ReadAsync(in Command command, IBufferWriter<byte> destination, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Closes all connections; commands under way fail.</summary>
    public ValueTask DisposeAsync() => _topology.DisposeAsync();
}
