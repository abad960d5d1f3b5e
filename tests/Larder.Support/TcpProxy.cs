using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Larder.Support;

/// <summary>
/// Stands between a client and a server of this machine and does to the bytes what networks do: it delays them, swallows them in either direction, cuts
/// them into single ones, resets or half-closes connections. All can be changed while connections are open.
/// </summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentDictionary<ProxiedConnection, Task> _open = [];
    private readonly int _target;
    private readonly Task _accepting;
    private volatile bool _refuses;
    private int _accepted;

    private TcpProxy(int target)
    {
        _target = target;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public string EndPoint => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>What happens to bytes from the client.</summary>
    public ProxyFaults ToServer { get; } = new();

    /// <summary>What happens to bytes from the server.</summary>
    public ProxyFaults ToClient { get; } = new();

    /// <summary>How many connections clients have opened so far.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>How many are open now.</summary>
    public int Open => _open.Count;

    /// <summary>New connections are reset at once.</summary>
    public bool Refuses
    {
        get => _refuses;
        set => _refuses = value;
    }

    public static TcpProxy To(int port) => new(port);

    /// <summary>Both directions swallow everything, and nobody is told: as a cable that was cut.</summary>
    public void BlackHole() => ToServer.Swallows = ToClient.Swallows = true;

    /// <summary>Bytes pass again; those that were swallowed are lost.</summary>
    public void Heal()
    {
        ToServer.Heal();
        ToClient.Heal();
        Refuses = false;
    }

    /// <summary>Resets every open connection (RST).</summary>
    public void Reset()
    {
        foreach (var connection in _open.Keys) connection.Reset();
    }

    /// <summary>Ends the server's side of every open connection (FIN), while the client may still send.</summary>
    public void HalfClose()
    {
        foreach (var connection in _open.Keys) connection.EndTowardsClient();
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Dispose();
        await _accepting;
        Reset();
        await Task.WhenAll(_open.Values);
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_ended.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptAsync(_ended.Token);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            Interlocked.Increment(ref _accepted);
            var connection = new ProxiedConnection(client, ToServer, ToClient);
            if (Refuses) connection.Reset();
            else _open[connection] = ServeAsync(connection);
        }
    }

    private async Task ServeAsync(ProxiedConnection connection)
    {
        await Task.Yield();
        await connection.RunAsync(_target, _ended.Token);
        _open.TryRemove(connection, out _);
    }
}
