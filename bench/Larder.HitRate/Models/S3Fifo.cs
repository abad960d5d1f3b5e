namespace Larder.HitRate.Models;

/// <summary>S3-FIFO (Yang and others, SOSP 2023): a small queue of a tenth, a main queue, and the names of those that left the small one.</summary>
internal sealed class S3Fifo(int capacity, int keys) : ICacheModel
{
    private const int Small = 0, Main = 1, Left = 2;
    private readonly KeyLists _lists = new(keys, 3);
    private readonly byte[] _hits = new byte[keys];
    private readonly int _small = Math.Max(1, capacity / 10);

    public int Count => _lists.Count(Small) + _lists.Count(Main);

    public bool Access(int key)
    {
        if (_lists.IsIn(Small, key) || _lists.IsIn(Main, key))
        {
            if (_hits[key] < 3) _hits[key]++;
            return true;
        }

        var returns = _lists.IsIn(Left, key);
        while (Count >= capacity) Evict();
        _hits[key] = 0;
        _lists.PutFirst(returns ? Main : Small, key);
        return false;
    }

    private void Evict()
    {
        while (_lists.Count(Small) >= _small || _lists.Count(Main) == 0)
        {
            var key = _lists.Oldest(Small);
            if (_hits[key] <= 1)
            {
                _lists.PutFirst(Left, key);
                if (_lists.Count(Left) > capacity - _small) _lists.Take(_lists.Oldest(Left));
                return;
            }

            _hits[key] = 0;
            _lists.PutFirst(Main, key);
            if (_lists.Count(Main) > capacity - _small) break;
        }

        EvictMain();
    }

    private void EvictMain()
    {
        while (true)
        {
            var key = _lists.Oldest(Main);
            if (_hits[key] == 0)
            {
                _lists.Take(key);
                return;
            }

            _hits[key]--;
            _lists.PutFirst(Main, key);
        }
    }
}
