namespace Larder.Backing;

/// <summary>
/// One writer a key at a time, in the order in which they came. A lane is given back when the write has really ended: one that was given up may still
/// reach the database, and must not overtake the next.
/// </summary>
internal sealed class KeyedLanes
{
    private readonly Dictionary<string, Task> _last = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>How many keys are being written.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _last.Count;
        }
    }

    /// <summary>Waits for this key's turn; who leaves before it comes, lets the next one go on.</summary>
    public async ValueTask<Lane> EnterAsync(string key, CancellationToken cancellationToken)
    {
        Lane lane = new(this, key);
        Task? before;
        lock (_gate)
        {
            _last.TryGetValue(key, out before);
            _last[key] = lane.Ended;
        }

        if (before is null) return lane;
        try
        {
            await before.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            lane.EndAfter(before);
            throw;
        }

        return lane;
    }

    /// <summary>The lane is free; if nobody came behind it, the key is forgotten.</summary>
    internal void Left(string key, Task ended)
    {
        lock (_gate)
        {
            if (_last.TryGetValue(key, out var last) && last == ended) _last.Remove(key);
        }
    }
}
