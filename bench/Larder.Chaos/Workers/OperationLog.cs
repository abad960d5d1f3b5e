using System.Net.Sockets;
using Larder.Chaos.Protocol;

namespace Larder.Chaos.Workers;

/// <summary>What this process did, on its way to the parent. Who writes does not wait; what is not sent when the process is killed is lost.</summary>
internal sealed class OperationLog(NetworkStream stream, int process) : IAsyncDisposable
{
    private static readonly TimeSpan FlushEach = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _ended = new();
    private MemoryStream _pending = new();
    private MemoryStream _spare = new();
    private Task _flushing = Task.CompletedTask;

    public void Start() => _flushing = FlushRegularlyAsync();

    public void Add(OperationKind kind, int key, long start, long version = 0) => AddAt(kind, key, start, Clock.Now, version);

    public void AddAt(OperationKind kind, int key, long start, long end, long version = 0)
    {
        Span<byte> bytes = stackalloc byte[Wire.OperationSize];
        Wire.Write(bytes, new Operation(kind, process, key, start, end, version));
        lock (_lock) _pending.Write(bytes);
    }

    public async Task FlushAsync()
    {
        await _sending.WaitAsync();
        try
        {
            MemoryStream full;
            lock (_lock) (full, _pending, _spare) = (_pending, _spare, _pending);
            await stream.WriteAsync(full.GetBuffer().AsMemory(0, (int)full.Length));
            full.SetLength(0);
        }
        finally
        {
            _sending.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _flushing;
        _ended.Dispose();
    }

    private async Task FlushRegularlyAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(FlushEach, _ended.Token);
                await FlushAsync();
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // The end, or a parent that is gone: then nobody reads the history.
        }
    }
}
