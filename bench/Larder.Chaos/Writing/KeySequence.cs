namespace Larder.Chaos.Writing;

/// <summary>What was done to one key: a sequence of writes, one after the other; and what the database made of it.</summary>
internal sealed class KeySequence(string key)
{
    private readonly List<int> _deletes = [];

    public string Key => key;

    /// <summary>The number of the last write that was begun.</summary>
    public int Begun { get; private set; }

    /// <summary>The number of the last write that was acknowledged.</summary>
    public int Acknowledged { get; set; }

    /// <summary>The number of the last write that must not be lost: what was acknowledged, unless a piece of the file is gone.</summary>
    public int Promised { get; set; }

    /// <summary>The number of the write that the database applied last.</summary>
    public int Applied { get; set; }

    /// <summary>The largest number of a write that the database has applied.</summary>
    public int Newest { get; set; }

    public int Begin(WriteKind kind)
    {
        Begun++;
        if (kind == WriteKind.Delete) _deletes.Add(Begun);
        return Begun;
    }

    public bool IsDelete(int number) => _deletes.BinarySearch(number) >= 0;

    /// <summary>The last deletion; 0 if there was none.</summary>
    public int LastDelete => _deletes.Count > 0 ? _deletes[^1] : 0;

    /// <summary>The next deletion after a write.</summary>
    public int DeleteAfter(int number)
    {
        var found = _deletes.BinarySearch(number + 1);
        var at = found >= 0 ? found : ~found;
        return at < _deletes.Count ? _deletes[at] : int.MaxValue;
    }
}
