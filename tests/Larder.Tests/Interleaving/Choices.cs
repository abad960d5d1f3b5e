namespace Larder.Tests.Interleaving;

/// <summary>Which part goes on, each time that several could: all sequences of decisions, one after the other, depth first.</summary>
internal sealed class Choices
{
    private readonly List<(int Taken, int Of)> _path = [];
    private int _depth;

    /// <summary>How many sequences were begun.</summary>
    public int Sequences { get; private set; } = 1;

    public int Next(int of)
    {
        if (_depth == _path.Count) _path.Add((0, of));
        return _path[_depth++].Taken;
    }

    /// <summary>Goes to the next sequence; false when all were taken.</summary>
    public bool Advance()
    {
        _depth = 0;
        while (_path.Count > 0 && _path[^1].Taken + 1 == _path[^1].Of) _path.RemoveAt(_path.Count - 1);
        if (_path.Count == 0) return false;
        _path[^1] = (_path[^1].Taken + 1, _path[^1].Of);
        Sequences++;
        return true;
    }

    public override string ToString() => string.Join(' ', _path.Select(static step => $"{step.Taken}/{step.Of}"));
}
