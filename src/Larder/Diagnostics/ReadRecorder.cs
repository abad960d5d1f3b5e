namespace Larder.Diagnostics;

/// <summary>
/// Collects the reads that one asynchronous flow makes, for instance one web request: <c>using var reads = ReadRecorder.Start();</c>
/// While no recorder runs in the process, a hit pays one field load for this.
/// </summary>
public sealed class ReadRecorder : IDisposable
{
    private static readonly AsyncLocal<ReadRecorder?> Ambient = new();
    private static int _running;

    // Room for the reads of an ordinary page, so that the first of them does not pay for it.
    private readonly List<CacheRead> _reads = new(4);
    private readonly ReadRecorder? _outer;
    private bool _disposed;

    private ReadRecorder(ReadRecorder? outer) => _outer = outer;

    /// <summary>The reads so far, in order of their ends.</summary>
    public IReadOnlyList<CacheRead> Reads
    {
        get
        {
            lock (_reads) return _reads.ToArray();
        }
    }

    /// <summary>Whether one runs anywhere in the process, or somebody listens.</summary>
    internal static bool IsAnyRunning => Volatile.Read(ref _running) != 0;

    /// <summary>The recorder of this flow, if one runs.</summary>
    internal static ReadRecorder? Current => IsAnyRunning ? Ambient.Value : null;

    /// <summary>Starts to record the reads of this flow and of those that it starts.</summary>
    public static ReadRecorder Start()
    {
        var recorder = new ReadRecorder(Ambient.Value);
        Ambient.Value = recorder;
        Interlocked.Increment(ref _running);
        return recorder;
    }

    /// <summary>Ends the recording.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        Ambient.Value = _outer;
        Interlocked.Decrement(ref _running);
    }

    /// <summary>Somebody listens to the reads of all flows.</summary>
    internal static void ListenerCame() => Interlocked.Increment(ref _running);

    /// <summary>He listens no longer.</summary>
    internal static void ListenerLeft() => Interlocked.Decrement(ref _running);

    internal void Add(in CacheRead read)
    {
        lock (_reads) _reads.Add(read);
    }
}
