namespace Larder.Resp.Connections;

/// <summary>A ring with one who adds and any number who take. When it is full, a larger one succeeds it.</summary>
internal sealed class CompletionRing(int capacity)
{
    private readonly PendingReply[] _slots = new PendingReply[capacity];
    private CompletionRing? _successor;
    private int _head;
    private int _tail;

    public int Count => Volatile.Read(ref _tail) - Volatile.Read(ref _head);

    public CompletionRing? Successor => Volatile.Read(ref _successor);

    public bool TryAdd(PendingReply pending)
    {
        if (_tail - Volatile.Read(ref _head) == _slots.Length) return false;
        _slots[_tail & (_slots.Length - 1)] = pending;
        Volatile.Write(ref _tail, _tail + 1);
        return true;
    }

    public CompletionRing Grow(PendingReply pending)
    {
        var larger = new CompletionRing(_slots.Length * 2);
        larger.TryAdd(pending);
        Volatile.Write(ref _successor, larger);
        return larger;
    }

    // A slot is written again only after the head has passed it, so what was read before the head moved was the slot's own.
    public bool TryTake(out PendingReply pending)
    {
        while (true)
        {
            var head = Volatile.Read(ref _head);
            if (head == Volatile.Read(ref _tail))
            {
                pending = null!;
                return false;
            }
            pending = Volatile.Read(ref _slots[head & (_slots.Length - 1)]);
            if (Interlocked.CompareExchange(ref _head, head + 1, head) == head) return true;
        }
    }
}
