using System.Net;

namespace Larder.Resp.Connections;

/// <summary>Keeps one address connected: opens, notices the loss, tries again with jitter and a new look-up of the name, until it is disposed.</summary>
internal sealed class ConnectionKeeper(ConnectionOptions options, IConnectionSink? sink, IStateSink? states) : IAsyncDisposable
{
    public ConnectionOptions Options => options;

    public EndPoint EndPoint => options.EndPoint;

    public IConnectionSink? Sink => sink;

    public IStateSink? States => states;

    /// <summary>The connection, if there is one now.</summary>
    public RespConnection? Current => throw new NotImplementedException();

    /// <summary>Makes the first connection, or waits for the one that is being made. A failure is thrown, and in the background it goes on trying.</summary>
    /// <exception cref="RespException">The first try failed.</exception>
    public ValueTask<RespConnection> ConnectAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Executes on the current connection; fails at once with NotSent while there is none.</summary>
    public ValueTask<T> ExecuteAsync<T>(in Command command, Reply<T> reply, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>A connection of its own to the same server, for transactions, blocking commands and subscriptions; who asked disposes it.</summary>
    public ValueTask<RespConnection> LeaseAsync(ConnectionUse use, IConnectionSink? leaseSink, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Closes the connection now, though it works, and makes a new one: the peer is not what it was (demoted, deposed).</summary>
    public void Drop(RespException reason) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
