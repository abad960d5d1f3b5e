using Larder.Architecture.Sources;

namespace Larder.Architecture.Rooms;

public class RoomTests
{
    private static readonly RoomList Allowed = RoomList.Parse(Repository.Read("docs/rooms.txt"));

    private static IReadOnlyList<SourceFile> Listed => [.. Repository.Sources.Where(source => !source.IsTest)];

    [Fact]
    public void Every_room_is_on_the_list()
    {
        Law.IsKept(
            from source in Listed
            where !Allowed.Knows(source.Place)
            group source by source.Place into room
            select room.First().Violation(1, $"docs/rooms.txt does not list {room.Key.Room} of {room.Key.Project}."));
    }

    [Fact]
    public void Every_room_on_the_list_exists()
    {
        var existing = Listed.Select(source => source.Place).ToHashSet();

        Assert.Empty(Allowed.Rooms.Except(existing));
    }

    [Fact]
    public void No_room_uses_another_than_the_list_allows()
    {
        Law.IsKept(
            from arrow in ArrowReader.Read(Listed)
            where !Allowed.Allows(arrow.From, arrow.To)
            group arrow by (arrow.Where.Path, arrow.Type) into uses
            let arrow = uses.First()
            select arrow.Where with { Text = $"{arrow.From.Project}/{arrow.From.Room} uses {arrow.Type} of {arrow.To.Project}/{arrow.To.Room}." });
    }

    [Fact]
    public void No_project_references_another_than_the_list_allows()
    {
        Law.IsKept(
            from project in Repository.Projects
            where !project.IsTest
            from reference in project.References
            where !Allowed.AllowsProject(project.Name, reference)
            select new Violation(project.Path, 1, $"{project.Name} references {reference}."));
    }
}
