using System.Collections.Concurrent;

namespace Larder.Resp.Connections;

/// <summary>
/// Objects of one kind to use again: a stack for each thread, whose surplus other threads may have. Callers mostly resume, and send again, on
/// the same thread, so most of the time it is an array and an index.
/// </summary>
internal sealed class PendingStack(ConcurrentQueue<PendingReply[]> surplus)
{
    private const int PerThread = 128;
    private const int MostSurplus = 128;

    private PendingReply[] _items = new PendingReply[PerThread];
    private int _count;

    public PendingReply? Pop()
    {
        if (_count > 0) return _items[--_count];
        if (!surplus.TryDequeue(out var full)) return null;
        _items = full;
        _count = full.Length;
        return _items[--_count];
    }

    public void Push(PendingReply pending)
    {
        if (_count == PerThread)
        {
            if (surplus.Count >= MostSurplus) return;
            surplus.Enqueue(_items);
            _items = new PendingReply[PerThread];
            _count = 0;
        }
        _items[_count++] = pending;
    }
}
