namespace Larder.HitRate.Models;

/// <summary>Doubly linked lists over the keys of one trace, in arrays. A key is in at most one of them.</summary>
internal sealed class KeyLists
{
    private const int Nowhere = -1;

    private readonly int[] _next;
    private readonly int[] _previous;
    private readonly sbyte[] _list;
    private readonly int[] _count;
    private readonly int _keys;

    /// <param name="keys">Every key is below this.</param>
    /// <param name="lists">How many lists; each is a ring through a sentinel that stands behind the keys in the arrays.</param>
    public KeyLists(int keys, int lists)
    {
        _keys = keys;
        _next = [.. Enumerable.Range(0, keys + lists)];
        _previous = [.. Enumerable.Range(0, keys + lists)];
        _list = new sbyte[keys];
        Array.Fill(_list, (sbyte)Nowhere);
        _count = new int[lists];
    }

    public bool IsIn(int list, int key) => _list[key] == list;

    public bool IsInAny(int key) => _list[key] != Nowhere;

    public int Count(int list) => _count[list];

    /// <summary>The key that has been in the list longest, or -1.</summary>
    public int Oldest(int list) => Key(_previous[_keys + list]);

    /// <summary>The key that came after this one, or -1 when this is the newest.</summary>
    public int Newer(int key) => Key(_previous[key]);

    /// <summary>Puts the key in front, taking it from where it was.</summary>
    public void PutFirst(int list, int key)
    {
        Take(key);
        var sentinel = _keys + list;
        (_next[key], _previous[key]) = (_next[sentinel], sentinel);
        _previous[_next[sentinel]] = key;
        _next[sentinel] = key;
        _list[key] = (sbyte)list;
        _count[list]++;
    }

    /// <summary>Takes the key out of its list, if it is in one.</summary>
    public void Take(int key)
    {
        if (_list[key] == Nowhere) return;
        _count[_list[key]]--;
        _list[key] = Nowhere;
        _next[_previous[key]] = _next[key];
        _previous[_next[key]] = _previous[key];
    }

    private int Key(int at) => at < _keys ? at : Nowhere;
}
