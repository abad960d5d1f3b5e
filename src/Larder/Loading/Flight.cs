using Larder.Validity;

namespace Larder.Loading;

/// <summary>
/// One read of a key under way in this process, which all callers share. It ends early only when the last of them has left.
/// </summary>
internal abstract class Flight(string key)
{
    private readonly CancellationTokenSource _abandoned = new();
    private readonly Lock _lock = new();
    private List<string>? _joinedTags;
    private MarkPin[]? _pins;
    private CacheTiers _writes;
    private int _waiters;
    private bool _isOver;

    public string Key => key;

    public abstract Type ValueType { get; }

    /// <summary>Cancelled when nobody waits any more.</summary>
    public CancellationToken Abandoned => _abandoned.Token;

    /// <summary>The marks as they were before the source was read; null until then.</summary>
    public MarkPin[]? Pins
    {
        get => Volatile.Read(ref _pins);
        set => Volatile.Write(ref _pins, value);
    }

    /// <summary>Why it has to load, as soon as that is known.</summary>
    public MissReason Reason { get; set; } = MissReason.Unknown;

    /// <summary>Where those who share the flight want the value kept: what one of them wants is done.</summary>
    public CacheTiers Writes
    {
        get
        {
            lock (_lock) return _writes;
        }
    }

    /// <summary>The work itself; over when the flight has landed.</summary>
    public Task Flying { get; set; } = Task.CompletedTask;

    /// <summary>Counts a caller in. False when the flight is over or abandoned, or when a removal since its start must win: begin another.</summary>
    public bool TryJoin(CacheTiers writes, IReadOnlyList<string> tags)
    {
        lock (_lock)
        {
            if (_isOver || (Pins is { } pins && !MarkPin.AllKeep(pins, key))) return false;
            _waiters++;
            _writes |= writes;
            if (tags.Count > 0) (_joinedTags ??= []).AddRange(tags);
            return true;
        }
    }

    /// <summary>Counts a caller out; the last one ends the flight.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            if (--_waiters > 0 || _isOver) return;

            // In the same step: who joined in between would wait for what is given up.
            _isOver = true;
        }

        _abandoned.Cancel();
    }

    /// <summary>Nobody wants the outcome any more.</summary>
    public void Abandon()
    {
        Close();
        _abandoned.Cancel();
    }

    /// <summary>The tags of all who joined.</summary>
    public IReadOnlyList<string> JoinedTags
    {
        get
        {
            lock (_lock) return _joinedTags?.ToArray() ?? (IReadOnlyList<string>)[];
        }
    }

    protected void Close()
    {
        lock (_lock) _isOver = true;
    }
}
