using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Larder.Support;

/// <summary>
/// The smallest client there is: RESP2, one command at a time, text only. Tests write and look with it past the client that they test.
/// </summary>
public sealed class RawClient : IAsyncDisposable
{
    private readonly NetworkStream _stream;
    private readonly StreamReader _reader;

    private RawClient(Socket socket)
    {
        _stream = new(socket, ownsSocket: true);
        _reader = new(_stream, Encoding.Latin1);
    }

    /// <summary>Connects over a unix socket.</summary>
    /// <exception cref="IOException">Nobody listens there.</exception>
    public static async Task<RawClient> ConnectAsync(string socketPath)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        return await ConnectAsync(socket, socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath)));
    }

    /// <summary>Connects over TCP.</summary>
    /// <exception cref="IOException">Nobody listens there.</exception>
    public static async Task<RawClient> ConnectAsync(string host, int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        return await ConnectAsync(socket, socket.ConnectAsync(host, port));
    }

    /// <summary>Sends a command and reads its reply: a string, a long, an array of such, or null.</summary>
    public async Task<object?> CallAsync(params string[] command)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"*{command.Length}\r\n");
        foreach (var argument in command) text.Append(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(argument)}\r\n{Latin(argument)}\r\n");
        await _stream.WriteAsync(Encoding.Latin1.GetBytes(text.ToString()));
        return await ReadAsync();
    }

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        return _stream.DisposeAsync();
    }

    private static async Task<RawClient> ConnectAsync(Socket socket, Task connecting)
    {
        try
        {
            await connecting;
            return new(socket);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException("Nobody listens.", e);
        }
    }

    // One character a byte, so that lengths in bytes can be counted in characters.
    private static string Latin(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private async Task<object?> ReadAsync()
    {
        var line = await _reader.ReadLineAsync() ?? throw new IOException("The server closed the connection.");
        var rest = line[1..];
        return line[0] switch
        {
            '+' => rest,
            '-' => throw new RawErrorException(rest),
            ':' => long.Parse(rest, CultureInfo.InvariantCulture),
            '$' => await ReadBulkAsync(int.Parse(rest, CultureInfo.InvariantCulture)),
            '*' => await ReadArrayAsync(int.Parse(rest, CultureInfo.InvariantCulture)),
            _ => throw new IOException($"Not a RESP2 reply: {line}"),
        };
    }

    private async Task<string?> ReadBulkAsync(int length)
    {
        if (length < 0) return null;
        var letters = new char[length + 2];
        if (await _reader.ReadBlockAsync(letters) < letters.Length) throw new IOException("The server closed the connection.");
        return Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(letters, 0, length));
    }

    private async Task<object?[]?> ReadArrayAsync(int length)
    {
        if (length < 0) return null;
        var items = new object?[length];
        for (var i = 0; i < length; i++) items[i] = await ReadAsync();
        return items;
    }
}
