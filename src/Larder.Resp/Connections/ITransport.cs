namespace Larder.Resp.Connections;

/// <summary>Bytes to and from the server: a socket, or a stream over one (TLS).</summary>
internal interface ITransport : IDisposable
{
    /// <summary>Sends what goes out at once, without waiting; 0 if nothing does.</summary>
    int TrySend(ReadOnlySpan<byte> bytes);

    /// <summary>Sends all.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>Receives at least one byte; 0 at the end.</summary>
    ValueTask<int> ReceiveAsync(Memory<byte> destination);

    /// <summary>Receives what has come, without waiting; -1 if nothing has, 0 at the end. A stream always says -1.</summary>
    int TryReceive(Span<byte> destination);

    /// <summary>True if <see cref="TryReceive"/> works and <see cref="ReceiveAsync"/> with no room waits until there is something.</summary>
    bool ReceivesDirectly { get; }
}
