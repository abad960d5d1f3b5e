using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Larder.Support;

/// <summary>
/// A server in this process that answers by script: a function is given each command and says which bytes to send. It can also send what nobody asked for,
/// and close connections.
/// </summary>
public sealed class RespStub : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentDictionary<StubConnection, Task> _open = [];
    private readonly ConcurrentQueue<string> _calls = [];
    private readonly Func<StubCall, string?> _answer;
    private readonly Task _accepting;
    private int _accepted;

    private RespStub(Func<StubCall, string?> answer)
    {
        _answer = answer;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public string EndPoint => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>Each command that came, its words with a space between.</summary>
    public IReadOnlyList<string> Calls => [.. _calls];

    public int Accepted => Volatile.Read(ref _accepted);

    public IReadOnlyCollection<StubConnection> Connections => [.. _open.Keys];

    /// <summary>Starts a stub.</summary>
    /// <param name="answer">The bytes to send for a command, a character a byte; null for none.</param>
    public static RespStub Start(Func<StubCall, string?> answer) => new(answer);

    /// <summary>Starts a stub that answers the handshake as a Redis 7 does, and the rest by script.</summary>
    public static RespStub StartRedis(Func<StubCall, string?> answer) => new(call => answer(call) ?? Handshake(call));

    /// <summary>A bulk string.</summary>
    public static string Bulk(string text) => string.Create(CultureInfo.InvariantCulture, $"${text.Length}\r\n{text}\r\n");

    /// <summary>Sends bytes on every open connection.</summary>
    public Task SendAsync(string text) => Task.WhenAll(Connections.Select(connection => connection.SendAsync(text)));

    /// <summary>Closes every open connection.</summary>
    public void CloseAll()
    {
        foreach (var connection in Connections) connection.Close();
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Dispose();
        await _accepting;
        CloseAll();
        await Task.WhenAll(_open.Values);
        _ended.Dispose();
    }

    private static string? Handshake(StubCall call) => call.Name switch
    {
        "HELLO" => "%7\r\n$6\r\nserver\r\n$5\r\nredis\r\n$7\r\nversion\r\n$6\r\n7.0.15\r\n$5\r\nproto\r\n:3\r\n$2\r\nid\r\n:1\r\n"
            + "$4\r\nmode\r\n$10\r\nstandalone\r\n$4\r\nrole\r\n$6\r\nmaster\r\n$7\r\nmodules\r\n*0\r\n",
        "PING" => "+PONG\r\n",
        "ROLE" => "*3\r\n$6\r\nmaster\r\n:0\r\n*0\r\n",
        "CLIENT" when call.Words.Length > 1 && call.Words[1].Equals("ID", StringComparison.OrdinalIgnoreCase) => ":1\r\n",
        "CLIENT" or "SELECT" or "AUTH" or "READONLY" => "+OK\r\n",
        _ => null,
    };

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptAsync(_ended.Token);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            Interlocked.Increment(ref _accepted);
            var connection = new StubConnection(socket);
            _open[connection] = ServeAsync(connection);
        }
    }

    private async Task ServeAsync(StubConnection connection)
    {
        await Task.Yield();
        try
        {
            while (await connection.ReadAsync() is { } words)
            {
                _calls.Enqueue(string.Join(' ', words));
                if (_answer(new(connection, words)) is { } answer) await connection.SendAsync(answer);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or SocketException)
        {
            // The client went away, or the script closed the connection.
        }
        connection.Close();
        _open.TryRemove(connection, out _);
    }
}
