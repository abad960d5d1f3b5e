using Larder.Architecture.Sources;

namespace Larder.Architecture.Rooms;

public class ArrowReaderTests
{
    private static readonly SourceFile Shelf = Parse("Tiers/Shelf.cs", """
        namespace Shop.Tiers;
        internal sealed class Shelf { public int Boards => 3; }
        internal static class ShelfExtensions { public static int Height(this string text) => text.Length; }
        """);

    [Theory]
    [InlineData("using Shop.Tiers; namespace Shop.Memory; internal sealed class Box { private Shelf? _shelf; }")]
    [InlineData("namespace Shop.Memory; internal sealed class Box { private Shop.Tiers.Shelf? _shelf; }")]
    [InlineData("namespace Shop.Memory; internal sealed class Box { private Tiers.Shelf? _shelf; }")]
    [InlineData("using Shop.Tiers; namespace Shop.Memory; internal sealed class Box { private int _height = \"a\".Height(); }")]
    [InlineData("using S = Shop.Tiers.Shelf; namespace Shop.Memory; internal sealed class Box { private S? _shelf; }")]
    [InlineData("using static Shop.Tiers.ShelfExtensions; namespace Shop.Memory; internal sealed class Box { private int _height = Height(\"a\"); }")]
    public void Every_way_to_write_a_use_is_an_arrow(string text)
    {
        var arrows = ArrowReader.Read([Shelf, Parse("Memory/Box.cs", text)]);

        Assert.Equal([(new Place("Shop", "Memory"), new Place("Shop", "Tiers"))], arrows.Select(arrow => (arrow.From, arrow.To)).Distinct());
    }

    [Fact]
    public void An_inferred_type_is_an_arrow()
    {
        var maker = Parse("Entries/Maker.cs", "namespace Shop.Entries; internal static class Maker { public static Shop.Tiers.Shelf Make() => new(); }");
        var user = Parse("Memory/Box.cs", "namespace Shop.Memory; internal sealed class Box { int Boards() { var made = Shop.Entries.Maker.Make(); return made.Boards; } }");

        var arrows = ArrowReader.Read([Shelf, maker, user]);

        Assert.Contains(arrows, arrow => arrow.From.Room == "Memory" && arrow.To.Room == "Tiers");
    }

    [Fact]
    public void A_using_that_nothing_needs_is_no_arrow()
    {
        var arrows = ArrowReader.Read([Shelf, Parse("Memory/Box.cs", "using Shop.Tiers; namespace Shop.Memory; internal sealed class Box;")]);

        Assert.Empty(arrows);
    }

    private static SourceFile Parse(string path, string text) => SourceFile.Parse("src/Shop/" + path, text, "src/Shop");
}
