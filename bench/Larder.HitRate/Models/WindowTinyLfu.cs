namespace Larder.HitRate.Models;

/// <summary>
/// W-TinyLFU (Einziger, Friedman and Manes, 2017) with the adaptive window of 2018: new keys pass a window in order of use, then must have been
/// seen more often than the key they would replace. A hill climber moves the window by 6.25 % of the capacity at first, less with each step.
/// </summary>
internal sealed class WindowTinyLfu : ICacheModel
{
    private const int Window = 0, Probation = 1, Protected = 2;
    private const double FirstStep = 0.0625, StepDecay = 0.98, RestartAt = 0.05, ProtectedShare = 0.8;
    private readonly int _capacity;
    private readonly KeyLists _lists;
    private readonly FrequencySketch _seen;
    private double _window;
    private double _step;
    private double _lastRatio;
    private int _hits, _accesses;

    public WindowTinyLfu(int capacity, int keys)
    {
        _capacity = capacity;
        _lists = new(keys, 3);
        _seen = new(capacity);
        _window = Math.Max(1, capacity * 0.01);
        _step = -FirstStep * capacity;
    }

    public int Count => Enumerable.Range(Window, 3).Sum(_lists.Count);

    private int MainCount => _lists.Count(Probation) + _lists.Count(Protected);

    public bool Access(int key)
    {
        _seen.Add(key);
        var hit = _lists.IsInAny(key);
        _lists.PutFirst(hit && !_lists.IsIn(Window, key) ? Protected : Window, key);
        Climb(hit);
        Settle();
        return hit;
    }

    private void Settle()
    {
        var main = _capacity - (int)_window;
        while (_lists.Count(Protected) > main * ProtectedShare) _lists.PutFirst(Probation, _lists.Oldest(Protected));
        while (_lists.Count(Window) > (int)_window) LeaveWindow(_lists.Oldest(Window));
        while (MainCount > main && _lists.Count(Window) < (int)_window) _lists.PutFirst(Window, Victim());
        while (MainCount > main) _lists.Take(Victim());
    }

    private void LeaveWindow(int candidate)
    {
        if (MainCount >= _capacity - (int)_window)
        {
            var victim = Victim();
            if (_seen.Estimate(candidate) <= _seen.Estimate(victim))
            {
                _lists.Take(candidate);
                return;
            }

            _lists.Take(victim);
        }

        _lists.PutFirst(Probation, candidate);
    }

    private int Victim() => _lists.Count(Probation) > 0 ? _lists.Oldest(Probation) : _lists.Oldest(Protected);

    private void Climb(bool hit)
    {
        if (hit) _hits++;
        if (++_accesses < 10 * _capacity) return;
        var ratio = (double)_hits / _accesses;
        var change = ratio - _lastRatio;
        var amount = change >= 0 ? _step : -_step;
        _step = Math.Abs(change) >= RestartAt ? FirstStep * _capacity * Math.Sign(amount) : amount * StepDecay;
        _window = Math.Clamp(_window + amount, 1, _capacity - 1);
        (_lastRatio, _hits, _accesses) = (ratio, 0, 0);
    }
}
