using System.Net.Sockets;

namespace Larder.Resp.Connections;

/// <summary>A socket without a stream around it. It never blocks a thread: what does not go at once goes through the asynchronous way.</summary>
internal sealed class SocketTransport(Socket socket) : ITransport
{
    public bool ReceivesDirectly => true;

    public int TrySend(ReadOnlySpan<byte> bytes)
    {
        var sent = socket.Send(bytes, SocketFlags.None, out var error);
        if (error == SocketError.Success) return sent;
        return error is SocketError.WouldBlock or SocketError.IOPending or SocketError.NoBufferSpaceAvailable ? 0 : throw new SocketException((int)error);
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0) bytes = bytes[await socket.SendAsync(bytes).ConfigureAwait(false)..];
    }

    public ValueTask<int> ReceiveAsync(Memory<byte> destination) => socket.ReceiveAsync(destination);

    public int TryReceive(Span<byte> destination)
    {
        var received = socket.Receive(destination, SocketFlags.None, out var error);
        if (error == SocketError.Success) return received;
        return error is SocketError.WouldBlock or SocketError.IOPending ? -1 : throw new SocketException((int)error);
    }

    /// <summary>Waits on this thread until something has come, or the socket has ended.</summary>
    public void WaitUntilReadable() => socket.Poll(Timeout.InfiniteTimeSpan, SelectMode.SelectRead);

    public void Dispose() => socket.Dispose();
}
