namespace Larder.HitRate.Models;

/// <summary>SIEVE (Zhang and others, NSDI 2024): a hand passes over those that were hit since it last came by, and evicts the first that was not.</summary>
internal sealed class Sieve(int capacity, int keys) : ICacheModel
{
    private const int Held = 0;
    private readonly KeyLists _lists = new(keys, 1);
    private readonly bool[] _hit = new bool[keys];
    private int _hand = -1;

    public int Count => _lists.Count(Held);

    public bool Access(int key)
    {
        if (_lists.IsInAny(key)) return _hit[key] = true;
        if (Count == capacity) Evict();
        _lists.PutFirst(Held, key);
        _hit[key] = false;
        return false;
    }

    private void Evict()
    {
        var at = _hand < 0 ? _lists.Oldest(Held) : _hand;
        while (_hit[at])
        {
            _hit[at] = false;
            at = _lists.Newer(at);
            if (at < 0) at = _lists.Oldest(Held);
        }

        _hand = _lists.Newer(at);
        _lists.Take(at);
    }
}
