namespace Larder.Resp.Connections;

/// <summary>
/// The replies owed, in order. Callers add under the lock that also orders the bytes; the reader takes from an array of its own, and changes it
/// for the callers' when it is used up: one lock for all that came meanwhile.
/// </summary>
internal sealed class PendingReplies(Lock gate)
{
    private const int FirstCapacity = 256;

    private PendingReply[] _added = new PendingReply[FirstCapacity];
    private PendingReply[] _owed = new PendingReply[FirstCapacity];
    private int _addedCount;
    private int _owedCount;
    private int _next;

    /// <summary>Under the lock.</summary>
    public void Add(PendingReply pending)
    {
        if (_addedCount == _added.Length) Array.Resize(ref _added, _added.Length * 2);
        _added[_addedCount++] = pending;
    }

    /// <summary>The oldest; null if nothing is owed. The reader's.</summary>
    public PendingReply? Peek() => _next < _owedCount || Refill() ? _owed[_next] : null;

    /// <summary>Goes to the next one. The reader's.</summary>
    public void Pop() => _next++;

    /// <summary>Looks at each that is owed, and perhaps at some that no longer are; <paramref name="look"/> must tell them apart.</summary>
    public void ForEach<TState>(TState state, Action<TState, PendingReply> look)
    {
        lock (gate)
        {
            foreach (var pending in _added.AsSpan(0, _addedCount)) look(state, pending);
        }
        // The reader changes these without the lock. What is seen twice or too late has another use by then, or has ended.
        foreach (var pending in Volatile.Read(ref _owed))
        {
            if (pending is null) break;
            look(state, pending);
        }
    }

    private bool Refill()
    {
        lock (gate)
        {
            (_owed, _added) = (_added, _owed);
            _owedCount = _addedCount;
            _addedCount = 0;
        }
        _next = 0;
        return _owedCount > 0;
    }
}
