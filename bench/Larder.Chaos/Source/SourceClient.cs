using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Larder.Chaos.Protocol;

namespace Larder.Chaos.Source;

/// <summary>The source of truth, seen from a worker. A question has a connection to itself, so none waits for another.</summary>
internal sealed class SourceClient(int port) : IDisposable
{
    private readonly ConcurrentBag<Socket> _idle = [];

    public ValueTask<long> ReadAsync(int key) => AskAsync(QuestionKind.Read, key);

    public ValueTask<long> CommitAsync(int key) => AskAsync(QuestionKind.Commit, key);

    public void Dispose()
    {
        while (_idle.TryTake(out var socket)) socket.Dispose();
    }

    private async ValueTask<long> AskAsync(QuestionKind kind, int key)
    {
        if (!_idle.TryTake(out var socket)) socket = await OpenAsync();
        var bytes = new byte[Wire.AnswerSize];
        Wire.WriteOrder(bytes, (byte)kind, key);
        await socket.SendAsync(bytes.AsMemory(0, Wire.OrderSize));
        for (var read = 0; read < bytes.Length;)
        {
            var more = await socket.ReceiveAsync(bytes.AsMemory(read));
            if (more == 0) throw new IOException("The source of truth is gone.");
            read += more;
        }
        _idle.Add(socket);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    private async ValueTask<Socket> OpenAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        await socket.SendAsync(new byte[] { Wire.Questions });
        return socket;
    }
}
