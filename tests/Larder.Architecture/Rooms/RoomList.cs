using Larder.Architecture.Sources;

namespace Larder.Architecture.Rooms;

/// <summary>The arrows that docs/rooms.txt allows; the file tells its format.</summary>
internal sealed class RoomList
{
    private readonly Dictionary<string, HashSet<string>> _projects = [];
    private readonly Dictionary<Place, HashSet<string>> _rooms = [];
    private string? _project;

    private RoomList()
    {
    }

    public IReadOnlyCollection<string> Projects => _projects.Keys;

    public IEnumerable<Place> Rooms => _rooms.Keys;

    /// <exception cref="FormatException">A line is no arrow, or names what does not stand above it.</exception>
    public static RoomList Parse(string text)
    {
        var list = new RoomList();
        foreach (var (number, line) in text.Split('\n').Index())
        {
            var arrow = line.Split('#')[0].TrimEnd();
            if (arrow.Length > 0) list.Add(arrow, number + 1);
        }
        return list;
    }

    public bool Knows(Place place) =>
        place.Room is Place.Root or Place.Program ? _projects.ContainsKey(place.Project) : _rooms.ContainsKey(place);

    public bool AllowsProject(string from, string to) => _projects.TryGetValue(from, out var allowed) && allowed.Contains(to);

    public bool Allows(Place from, Place to)
    {
        if (from.Project != to.Project) return AllowsProject(from.Project, to.Project);
        if (from.Room == to.Room || from.Room == Place.Program || to.Room == Place.Root) return true;
        return _rooms.TryGetValue(from, out var allowed) && allowed.Contains(to.Room);
    }

    private void Add(string line, int number)
    {
        var sides = line.Split("->");
        if (sides.Length != 2) throw new FormatException($"docs/rooms.txt:{number}: not an arrow: {line.Trim()}");
        var left = sides[0].Trim();
        var right = sides[1].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (left.StartsWith("project ", StringComparison.Ordinal))
        {
            Require(right.All(_projects.ContainsKey), number, line);
            _project = left["project ".Length..].Trim();
            Require(_projects.TryAdd(_project, [.. right]), number, line);
            return;
        }
        Require(_project is not null, number, line);
        var above = _rooms.Keys.Where(place => place.Project == _project).Select(place => place.Room).ToHashSet();
        Require(right is ["*"] || right.All(above.Contains), number, line);
        Require(_rooms.TryAdd(new(_project!, left), right is ["*"] ? above : [.. right]), number, line);
    }

    private static void Require(bool holds, int number, string line)
    {
        if (!holds) throw new FormatException($"docs/rooms.txt:{number}: names what does not stand above it, or stands there twice: {line.Trim()}");
    }
}
