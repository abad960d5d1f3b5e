using Larder.Architecture.Sources;

namespace Larder.Architecture.Rooms;

public class RoomListTests
{
    private const string Shop = """
        # A comment.
        project Wood ->
        project Shop -> Wood
          Entries ->          # and another
          Memory -> Entries
          Tiers -> Entries
          Pipeline -> *
        project Stall -> Shop
          Goods ->
        """;

    [Theory]
    [InlineData("Memory", "Entries", true)]
    [InlineData("Entries", "Memory", false)]
    [InlineData("Memory", "Tiers", false)]
    [InlineData("Pipeline", "Tiers", true)]
    [InlineData("Memory", "(root)", true)]
    [InlineData("(root)", "Memory", false)]
    [InlineData("Memory", "Cellar", false)]
    public void A_room_uses_what_its_arrow_names_and_the_root(string from, string to, bool allowed)
    {
        Assert.Equal(allowed, RoomList.Parse(Shop).Allows(new("Shop", from), new("Shop", to)));
    }

    [Theory]
    [InlineData("(program)", "Goods", true)]
    [InlineData("(program)", "(root)", true)]
    [InlineData("Goods", "(program)", false)]
    [InlineData("(root)", "(program)", false)]
    public void Top_level_statements_use_everything_and_are_used_by_nobody(string from, string to, bool allowed)
    {
        Assert.Equal(allowed, RoomList.Parse(Shop).Allows(new("Stall", from), new("Stall", to)));
    }

    [Theory]
    [InlineData("Shop", "Wood", true)]
    [InlineData("Wood", "Shop", false)]
    [InlineData("Stall", "Wood", false)]
    public void A_project_uses_what_its_arrow_names(string from, string to, bool allowed)
    {
        var list = RoomList.Parse(Shop);

        Assert.Equal(allowed, list.AllowsProject(from, to));
        Assert.Equal(allowed, list.Allows(new(from, Place.Root), new(to, Place.Root)));
    }

    [Fact]
    public void A_room_that_is_not_listed_is_not_known()
    {
        var list = RoomList.Parse(Shop);

        Assert.True(list.Knows(new("Shop", "Memory")));
        Assert.False(list.Knows(new("Shop", "Cellar")));
        Assert.False(list.Knows(new("Kiosk", Place.Root)));
    }

    [Theory]
    [InlineData("project Shop ->\n  Memory -> Tiers\n  Tiers ->")]
    [InlineData("project Shop -> Wood\nproject Wood ->")]
    [InlineData("project Shop ->\n  Memory ->\n  Memory ->")]
    [InlineData("  Memory ->")]
    [InlineData("project Shop ->\n  Memory uses Tiers")]
    public void An_arrow_to_what_does_not_stand_above_is_refused(string text)
    {
        Assert.Throws<FormatException>(() => RoomList.Parse(text));
    }
}
