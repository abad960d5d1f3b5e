using System.Runtime.ExceptionServices;

namespace Larder.Resp.Connections;

/// <summary>
/// Callers whose replies are there. The reader adds; one work item of the thread pool resumes them one after the other, as a caller costs
/// less than a work item. A caller that blocks would hold the others up: <see cref="Rescue"/> then sends another to go on.
/// </summary>
internal sealed class Completions(SendQueue sends) : IThreadPoolWorkItem
{
    private readonly CompletionRing _first = new(256);
    private CompletionRing? _writing;
    private CompletionRing? _reading;
    private int _working;
    private int _resumed;
    private int _resumedBefore;

    /// <summary>The reader's alone.</summary>
    public void Add(PendingReply pending)
    {
        _writing ??= _reading = _first;
        if (!_writing.TryAdd(pending)) _writing = _writing.Grow(pending);
    }

    /// <summary>Sees to it that somebody works on what was added. The reader's.</summary>
    public void Start()
    {
        if (HasMore && Interlocked.Exchange(ref _working, 1) == 0) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Works on what was added on this thread, which the reader has left, unless somebody does already.</summary>
    public void RunHere()
    {
        if (HasMore && Interlocked.Exchange(ref _working, 1) == 0) Execute();
    }

    /// <summary>Called by the clock: if nobody was resumed since the last time though somebody waits, another worker goes on.</summary>
    public void Rescue()
    {
        var resumed = Volatile.Read(ref _resumed);
        if (resumed == _resumedBefore && HasMore) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        _resumedBefore = resumed;
    }

    public void Execute()
    {
        do
        {
            // What the resumed callers send gathers, and goes out in a few writes.
            var corked = Count() is > 1 and var waiting && sends.Cork(waiting);
            while (TryTake(out var pending))
            {
                Volatile.Write(ref _resumed, _resumed + 1);
                Resume(pending);
            }
            if (corked) sends.Uncork();
            Volatile.Write(ref _working, 0);
            // The reader adds, then looks at the flag; this looks at the ring after the flag. One of the two sees the other.
            Interlocked.MemoryBarrier();
        }
        while (HasMore && Interlocked.Exchange(ref _working, 1) == 0);
    }

    // Awaiting callers throw nothing here. A callback given to an awaiter may, and a scheduler; as anywhere else, that ends the process, and not
    // from within the reader.
    private static void Resume(PendingReply pending)
    {
        try
        {
            pending.Complete();
        }
#pragma warning disable CA1031 // Whatever it is, it is thrown on.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            ThreadPool.UnsafeQueueUserWorkItem(static caught => caught.Throw(), ExceptionDispatchInfo.Capture(thrown), preferLocal: false);
        }
    }

    /// <summary>True if callers wait to be resumed.</summary>
    public bool HasMore => Count() > 0;

    private int Count() => Volatile.Read(ref _reading) is { } ring ? ring.Count + (ring.Successor is null ? 0 : 1) : 0;

    private bool TryTake(out PendingReply pending)
    {
        pending = null!;
        while (Volatile.Read(ref _reading) is { } ring)
        {
            if (ring.TryTake(out pending)) return true;
            // Nothing is added to a ring that has a successor; so if it is empty after that was seen, it stays empty.
            if (ring.Successor is not { } successor) return false;
            if (ring.TryTake(out pending)) return true;
            Interlocked.CompareExchange(ref _reading, successor, ring);
        }
        return false;
    }
}
