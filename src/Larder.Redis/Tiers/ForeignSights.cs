namespace Larder.Redis.Tiers;

/// <summary>
/// Under which keys another program's value was read last, so that the next read asks for its end at once. A guess of fixed size: keys may share a place,
/// and a wrong guess costs one command.
/// </summary>
internal sealed class ForeignSights
{
    private const int Places = 4_096;

    private readonly bool[] _wasForeign = new bool[Places];
    private volatile bool _isAny;

    /// <summary>Whether one is to be expected. Costs nothing where no value of another program was ever read.</summary>
    public bool WasForeign(string key) => _isAny && _wasForeign[PlaceOf(key)];

    public void NoteForeign(string key)
    {
        _wasForeign[PlaceOf(key)] = true;
        _isAny = true;
    }

    public void NoteOwn(string key) => _wasForeign[PlaceOf(key)] = false;

    private static int PlaceOf(string key) => (int)((uint)key.GetHashCode(StringComparison.Ordinal) % Places);
}
