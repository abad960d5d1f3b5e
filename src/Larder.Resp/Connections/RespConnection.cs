using System.Buffers;
using System.Net;

namespace Larder.Resp.Connections;

/// <summary>One socket, open and greeted: commands go out in the order in which they came, replies come back in the same.</summary>
internal sealed class RespConnection : IRespExecutor, IAsyncDisposable
{
    private RespConnection(ConnectionOptions options, ServerFacts server)
    {
        Options = options;
        Server = server;
    }

    public ConnectionOptions Options { get; }

    public ServerFacts Server { get; }

    public EndPoint EndPoint => Options.EndPoint;

    /// <summary>Ends when the connection has ended, with the reason; null if its owner closed it.</summary>
    public Task<RespException?> Closed => throw new NotImplementedException();

    /// <summary>Connects, secures, greets. What the sink hears begins with the handshake's own replies.</summary>
    /// <exception cref="RespException">No connection, no trust, no permission, or nobody who speaks RESP; the message says which.</exception>
    public static ValueTask<RespConnection> OpenAsync(ConnectionOptions options, IConnectionSink? sink, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    public ValueTask<T> ExecuteAsync<T>(in Command command, Reply<T> reply, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    public ValueTask<long> ReadAsync(in Command command, IBufferWriter<byte> destination, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>
    /// SUBSCRIBE and its like: answered by as many pushes as it names channels (which the sink hears too), or by an error. Ends when the last has come.
    /// </summary>
    public ValueTask SubscribeAsync(in Command command, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Several commands with nothing between them: ASKING and its command, MULTI to EXEC. One write, replies in order.</summary>
    public void Submit(ReadOnlySpan<PendingReply> operations) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
