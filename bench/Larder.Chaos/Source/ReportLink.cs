using System.Net.Sockets;
using Larder.Chaos.Protocol;

namespace Larder.Chaos.Source;

/// <summary>One worker's connection: its operations come in, orders go out, one at a time.</summary>
public sealed class ReportLink
{
    private readonly NetworkStream _stream;
    private readonly HistoryLog _history;
    private readonly SemaphoreSlim _ordering = new(1, 1);
    private TaskCompletionSource<Operation>? _awaited;

    internal ReportLink(NetworkStream stream, HistoryLog history) => (_stream, _history) = (stream, history);

    /// <summary>Told of each operation, on the thread that reads them.</summary>
    public event Action<Operation>? Reported;

    /// <summary>Gives an order and waits until it is carried out.</summary>
    /// <exception cref="IOException">The worker is gone.</exception>
    public async Task<Operation> OrderAsync(OrderKind kind, int number, CancellationToken cancellationToken)
    {
        await _ordering.WaitAsync(cancellationToken);
        try
        {
            var done = new TaskCompletionSource<Operation>(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _awaited, done);
            var order = new byte[Wire.OrderSize];
            Wire.WriteOrder(order, (byte)kind, number);
            await _stream.WriteAsync(order, cancellationToken);
            return await done.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _ordering.Release();
        }
    }

    internal async Task ReadAsync()
    {
        var buffer = new byte[Wire.OperationSize * 512];
        var held = 0;
        while (true)
        {
            var read = await _stream.ReadAsync(buffer.AsMemory(held));
            if (read == 0) return;
            held += read;
            var at = 0;
            for (; held - at >= Wire.OperationSize; at += Wire.OperationSize) Take(Wire.Read(buffer.AsSpan(at)));
            buffer.AsSpan(at, held - at).CopyTo(buffer);
            held -= at;
        }
    }

    internal void Ended() => Volatile.Read(ref _awaited)?.TrySetException(new IOException("The worker is gone."));

    private void Take(in Operation operation)
    {
        Reported?.Invoke(operation);
        if (operation.Kind == OperationKind.Done) Volatile.Read(ref _awaited)?.TrySetResult(operation);
        else if (operation.Kind != OperationKind.Pushed) _history.Add(operation);
    }
}
