using System.Net;
using System.Net.Sockets;

namespace Larder.Resp.Connections;

/// <summary>Makes the raw connection: TCP to a name or an address, or a unix socket, and TLS over it if asked.</summary>
internal static class SocketDialer
{
    private const int ProbeAfterSeconds = 30;
    private const int ProbeEverySeconds = 5;
    private const int Probes = 3;

    public static async ValueTask<ITransport> DialAsync(ConnectionOptions options, CancellationToken cancellationToken)
    {
        var socket = options.EndPoint is UnixDomainSocketEndPoint
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (options.EndPoint is not UnixDomainSocketEndPoint) Probe(socket);
            await (IsReadDirectly(options)
                ? ConnectOnThreadAsync(socket, options.EndPoint, cancellationToken)
                : ConnectAsync(socket, options.EndPoint, cancellationToken)).ConfigureAwait(false);
            if (options.Secure is null)
            {
                socket.Blocking = false;
                return new SocketTransport(socket);
            }
            return new StreamTransport(await options.Secure(new NetworkStream(socket, ownsSocket: true), options.EndPoint, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsReadDirectly(ConnectionOptions options) => options.Secure is null && options.Use == ConnectionUse.Shared;

    // A socket that once waited in the runtime's event loop stays there: each arrival then wakes that loop and a thread of the pool, for nothing, as
    // threads of ours read it. So the one wait before them is on a thread too. Closing the socket ends it.
    private static async ValueTask ConnectOnThreadAsync(Socket socket, EndPoint endPoint, CancellationToken cancellationToken)
    {
        await using var closing = cancellationToken.UnsafeRegister(static socket => ((Socket)socket!).Dispose(), socket).ConfigureAwait(false);
        try
        {
            await Task.Factory.StartNew(
                () => Connect(socket, endPoint), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
    }

    private static void Connect(Socket socket, EndPoint endPoint)
    {
        if (endPoint is DnsEndPoint name) socket.Connect(name.Host, name.Port);
        else socket.Connect(endPoint);
    }

    // The system tries each address of a name in turn; the name is looked up again for each connection.
    private static ValueTask ConnectAsync(Socket socket, EndPoint endPoint, CancellationToken cancellationToken) =>
        endPoint is DnsEndPoint name ? socket.ConnectAsync(name.Host, name.Port, cancellationToken) : socket.ConnectAsync(endPoint, cancellationToken);

    // Where a reply may lawfully take for ever (BLPOP), the system alone notices that the peer is gone.
    private static void Probe(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, ProbeAfterSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, ProbeEverySeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Probes);
    }
}
