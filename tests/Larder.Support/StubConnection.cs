using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Larder.Support;

/// <summary>A client's connection to a <see cref="RespStub"/>.</summary>
public sealed class StubConnection
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly StreamReader _reader;
    private readonly SemaphoreSlim _sending = new(1, 1);

    internal StubConnection(Socket socket)
    {
        socket.NoDelay = true;
        _socket = socket;
        Port = ((System.Net.IPEndPoint)socket.LocalEndPoint!).Port;
        _stream = new(socket, ownsSocket: true);
        _reader = new(_stream, Encoding.Latin1);
    }

    /// <summary>The stub's port.</summary>
    public int Port { get; }

    /// <summary>Sends bytes, a character a byte.</summary>
    public async Task SendAsync(string text)
    {
        await _sending.WaitAsync();
        try
        {
            await _stream.WriteAsync(Encoding.Latin1.GetBytes(text));
        }
        finally
        {
            _sending.Release();
        }
    }

    public void Close() => _stream.Dispose();

    /// <summary>Closes with RST.</summary>
    public void Reset()
    {
        _socket.LingerState = new(true, 0);
        _stream.Dispose();
    }

    /// <summary>The next command's words; null at the end of the stream.</summary>
    internal async Task<string[]?> ReadAsync()
    {
        if (await _reader.ReadLineAsync() is not { } head) return null;
        if (!head.StartsWith('*')) return head.Split(' ');
        var words = new string[int.Parse(head.AsSpan(1), CultureInfo.InvariantCulture)];
        for (var i = 0; i < words.Length; i++)
        {
            if (await _reader.ReadLineAsync() is not { } size) return null;
            var letters = new char[int.Parse(size.AsSpan(1), CultureInfo.InvariantCulture) + 2];
            if (await _reader.ReadBlockAsync(letters) < letters.Length) return null;
            words[i] = new(letters, 0, letters.Length - 2);
        }
        return words;
    }
}
