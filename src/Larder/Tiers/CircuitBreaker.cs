namespace Larder.Tiers;

/// <summary>
/// Closed: calls go through. Open after some failures in a row: none do. After a while one is let through as a probe; its success closes.
/// </summary>
internal sealed class CircuitBreaker(int opensAfter, TimeSpan openFor, TimeProvider time)
{
    private readonly Lock _lock = new();
    private int _failures;
    private long _openedAt;
    private bool _isProbing;

    /// <summary>Whether a call may go through now; true is an answer that must be followed by a success or a failure.</summary>
    public bool Admits()
    {
        if (Volatile.Read(ref _failures) < opensAfter) return true;
        lock (_lock)
        {
            if (_failures < opensAfter) return true;
            if (_isProbing || time.GetElapsedTime(_openedAt) < openFor) return false;
            return _isProbing = true;
        }
    }

    public void Succeeded()
    {
        if (Volatile.Read(ref _failures) == 0) return;
        lock (_lock) (_failures, _isProbing) = (0, false);
    }

    public void Failed()
    {
        lock (_lock)
        {
            _failures = Math.Min(_failures + 1, opensAfter);
            _isProbing = false;
            if (_failures == opensAfter) _openedAt = time.GetTimestamp();
        }
    }

    /// <summary>The caller gave up before there was an answer: it says nothing about the other side.</summary>
    public void Abandoned()
    {
        lock (_lock) _isProbing = false;
    }
}
