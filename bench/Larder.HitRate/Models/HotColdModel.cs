namespace Larder.HitRate.Models;

/// <summary>
/// The store's policy, written plainly and with an exact memory of what left: see docs/design/eviction.md. A hit only counts; entries move when
/// space is needed.
/// </summary>
internal sealed class HotColdModel : ICacheModel
{
    private const int Hot = 0, Cold = 1, Left = 2;
    private const double LeastShare = 0.01, MostShare = 0.9;
    private readonly int _capacity;
    private readonly HotColdSettings _settings;
    private readonly KeyLists _lists;
    private readonly byte[] _hits;
    private readonly bool[] _wasHot;
    private readonly int[] _turnedAt;
    private readonly FrequencySketch _sketch;
    private double _coldShare;
    private int _misses;
    private int _leftHot;
    private int _turns;

    public HotColdModel(int capacity, int keys, HotColdSettings settings)
    {
        (_capacity, _settings, _coldShare) = (capacity, settings, settings.FirstShare);
        (_hits, _wasHot, _turnedAt) = (new byte[keys], new bool[keys], new int[keys]);
        _lists = new(keys, 3);
        _sketch = new(capacity);
    }

    public int Count => _lists.Count(Hot) + _lists.Count(Cold);

    private int ColdLimit => Math.Max(1, (int)(_coldShare * _capacity));

    private int HotLimit => _capacity - ColdLimit;

    public bool Access(int key)
    {
        if (_settings.GateBySketch) _sketch.Add(key);
        if (_lists.IsIn(Hot, key) || _lists.IsIn(Cold, key))
        {
            if (_hits[key] < _settings.MostHits) _hits[key]++;
            return true;
        }

        _misses++;
        var hot = _lists.IsIn(Left, key) && Return(key);
        while (Count >= _capacity) Evict();
        // As long as there is room, everything beyond the cold part is hot.
        hot |= _lists.Count(Cold) >= ColdLimit && _lists.Count(Hot) < HotLimit;
        (_hits[key], _wasHot[key], _turnedAt[key]) = (0, false, _misses);
        _turns = 0;
        _lists.PutFirst(hot ? Hot : Cold, key);
        while (_lists.Count(Hot) > HotLimit) Cool();
        return false;
    }

    /// <summary>Moves the balance; true when the key was away for less time than the oldest hot entry was not hit.</summary>
    private bool Return(int key)
    {
        _lists.Take(key);
        if (_wasHot[key]) _leftHot--;
        var oldest = _lists.Oldest(Hot);
        int away = _misses - _turnedAt[key], span = oldest < 0 ? int.MaxValue / 4 : _misses - _turnedAt[oldest];
        double hot = Math.Max(1, _leftHot), cold = Math.Max(1, _lists.Count(Left) - _leftHot);
        if (_wasHot[key]) Shift(-_settings.Shrink * Math.Max(1, cold / hot));
        else if (away <= span * _settings.NearShare) Shift(_settings.Grow * Math.Max(1, hot / cold));
        else if (away > span) Shift(-_settings.ShrinkForLate);
        return away <= span && !(_settings.GateBySketch && oldest >= 0 && _sketch.Estimate(key) <= _sketch.Estimate(oldest));
    }

    private void Shift(double entries) => _coldShare = Math.Clamp(_coldShare + entries / _capacity, LeastShare, MostShare);

    private void Evict()
    {
        for (_turns = 0; ; _turns++)
        {
            if (_lists.Count(Cold) == 0) Cool();
            var key = _lists.Oldest(Cold);
            if (_hits[key] == 0 || _turns >= _settings.MostTurns)
            {
                Remember(key);
                return;
            }

            (_hits[key], _turnedAt[key]) = (0, _misses);
            _lists.PutFirst(Hot, key);
            while (_lists.Count(Hot) > HotLimit) Cool();
        }
    }

    private void Cool()
    {
        var key = _lists.Oldest(Hot);
        for (; _hits[key] > 0 && _turns < _settings.MostTurns; _turns++)
        {
            _hits[key] >>= 1;
            _turnedAt[key] = _misses;
            _lists.PutFirst(Hot, key);
            key = _lists.Oldest(Hot);
        }

        _wasHot[key] = true;
        _lists.PutFirst(Cold, key);
    }

    private void Remember(int key)
    {
        _lists.PutFirst(Left, key);
        if (_wasHot[key]) _leftHot++;
        if (_lists.Count(Left) <= _settings.Remembered * _capacity) return;
        var forgotten = _lists.Oldest(Left);
        if (_wasHot[forgotten]) _leftHot--;
        _lists.Take(forgotten);
    }
}
