namespace Larder.Chaos.Writing;

/// <summary>What was done to one key: a sequence of writes, one after the other.</summary>
internal sealed class KeySequence(string key)
{
    private readonly HashSet<int> _deletes = [];

    public string Key => key;

    /// <summary>The number of the last write that was begun.</summary>
    public int Begun { get; private set; }

    /// <summary>The number of the last write that was acknowledged.</summary>
    public int Acknowledged { get; set; }

    public int Begin(bool isDelete)
    {
        Begun++;
        if (isDelete) _deletes.Add(Begun);
        return Begun;
    }

    public bool IsDelete(int number) => _deletes.Contains(number);

    /// <summary>The largest number that a row, or the lack of one, can stand for; the database does not say which deletion it was.</summary>
    public int LatestOf(int? row) => row ?? _deletes.DefaultIfEmpty(0).Max();

    /// <summary>The next deletion after a write.</summary>
    public int DeleteAfter(int number) => _deletes.Where(one => one > number).DefaultIfEmpty(int.MaxValue).Min();
}
