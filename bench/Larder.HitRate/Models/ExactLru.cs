namespace Larder.HitRate.Models;

/// <summary>The least recently used key leaves.</summary>
internal sealed class ExactLru(int capacity, int keys) : ICacheModel
{
    private const int Held = 0;
    private readonly KeyLists _lists = new(keys, 1);

    public int Count => _lists.Count(Held);

    public bool Access(int key)
    {
        var hit = _lists.IsInAny(key);
        if (!hit && Count == capacity) _lists.Take(_lists.Oldest(Held));
        _lists.PutFirst(Held, key);
        return hit;
    }
}
