using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Larder.Figures.Redis;

/// <summary>
/// Stands between a client and a server and counts round trips: how often the client had something to say after the server had answered, over all
/// connections together. What is said at once on two of them is one.
/// </summary>
internal sealed class TurnRelay : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentBag<Socket> _sockets = [];
    private readonly Lock _lock = new();
    private readonly int _target;
    private readonly Task _accepting;
    private bool _isClientsTurn;
    private int _turns;

    private TurnRelay(int target)
    {
        _target = target;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    public string Url => $"redis://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}";

    public static TurnRelay To(int port) => new(port);

    public void Begin()
    {
        lock (_lock) (_turns, _isClientsTurn) = (0, true);
    }

    public int Turns
    {
        get
        {
            lock (_lock) return _turns;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        foreach (var socket in _sockets) socket.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptAsync();
                var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                client.NoDelay = true;
                await server.ConnectAsync(IPAddress.Loopback, _target);
                _sockets.Add(client);
                _sockets.Add(server);
                _ = PumpAsync(client, server, isFromClient: true);
                _ = PumpAsync(server, client, isFromClient: false);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool isFromClient)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var read)
            {
                Spoke(isFromClient);
                for (var sent = 0; sent < read;) sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // One side is gone.
        }
    }

    private void Spoke(bool isClient)
    {
        lock (_lock)
        {
            if (isClient && _isClientsTurn) _turns++;
            _isClientsTurn = !isClient;
        }
    }
}
