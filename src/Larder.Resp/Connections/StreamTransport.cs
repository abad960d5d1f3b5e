namespace Larder.Resp.Connections;

/// <summary>A stream, such as TLS over a socket.</summary>
internal sealed class StreamTransport(Stream stream) : ITransport
{
    public bool ReceivesDirectly => false;

    public int TrySend(ReadOnlySpan<byte> bytes) => 0;

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        await stream.WriteAsync(bytes).ConfigureAwait(false);
        await stream.FlushAsync().ConfigureAwait(false);
    }

    public ValueTask<int> ReceiveAsync(Memory<byte> destination) => stream.ReadAsync(destination);

    public int TryReceive(Span<byte> destination) => -1;

    public void Dispose() => stream.Dispose();
}
