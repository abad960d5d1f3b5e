namespace Larder.Chaos.Checking;

/// <summary>Which version a reader has a right to, from which moment on: it only grows.</summary>
internal sealed class Floors
{
    private readonly List<(long From, long Version, RemovalWay Way)> _steps = [];
    private bool _isInOrder = true;

    public void Add(long from, long version, RemovalWay way)
    {
        _steps.Add((from, version, way));
        _isInOrder = false;
    }

    /// <summary>The version owed to who began after this moment.</summary>
    public long At(long moment)
    {
        if (!_isInOrder) PutInOrder();
        var at = First(moment) - 1;
        return at < 0 ? 0 : _steps[at].Version;
    }

    /// <summary>Since when at least this version was owed, and by which removal; null if it never was.</summary>
    public (long From, RemovalWay Way)? Since(long version)
    {
        if (!_isInOrder) PutInOrder();
        foreach (var (from, step, way) in _steps)
            if (step >= version) return (from, way);
        return null;
    }

    // The first step that did not begin before the moment.
    private int First(long moment)
    {
        var (low, high) = (0, _steps.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_steps[middle].From < moment) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private void PutInOrder()
    {
        _steps.Sort();
        var highest = 0L;
        for (var i = 0; i < _steps.Count; i++)
        {
            highest = Math.Max(highest, _steps[i].Version);
            _steps[i] = _steps[i] with { Version = highest };
        }
        _isInOrder = true;
    }
}
