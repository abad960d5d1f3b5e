namespace Larder.Resp.Topology.Tests.Topology;

public class CommandSlotsTests
{
    [Fact]
    public void A_command_is_where_its_keys_are()
    {
        Assert.Equal(12182, CommandSlots.Of(new Command("GET").Key("foo")));
        Assert.Equal(12182, CommandSlots.Of(new Command("RENAME").Key("foo").Key("{foo}2")));
        Assert.Equal(CommandSlots.None, CommandSlots.Of(new Command("PING").Arg("foo")));
    }

    [Fact]
    public void Keys_of_two_slots_are_refused_in_words()
    {
        var failure = Assert.Throws<ArgumentException>(() => CommandSlots.Of(new Command("RENAME").Key("foo").Key("bar")));

        Assert.Contains("RENAME", failure.Message, StringComparison.Ordinal);
        Assert.Contains("{tag}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_divided_command_keeps_its_places()
    {
        var parts = CommandSlots.Divide(new Command("MGET").Keys(["foo", "bar", "{foo}2", "bar"]))!;

        Assert.Equal(2, parts.Count);
        Assert.All(parts, part => Assert.Equal("MGET", part.Command.Name));
        Assert.Equal([1, 3], parts[0].Places);
        Assert.Equal([0, 2], parts[1].Places);
        Assert.Equal(["foo", "{foo}2"], Texts(parts[1].Command));
        Assert.Equal(12182, CommandSlots.Of(parts[1].Command));
    }

    [Fact]
    public void Pairs_stay_together_when_they_are_divided()
    {
        var parts = CommandSlots.Divide(new Command("MSET").Key("foo").Arg(1).Key("bar").Arg("2").With(CommandTraits.Writes))!;

        Assert.Equal([["bar", "2"], ["foo", "1"]], parts.Select(part => Texts(part.Command)));
        Assert.Equal([[1], [0]], parts.Select(part => part.Places));
        Assert.All(parts, part => Assert.Equal(CommandTraits.Writes, part.Command.Traits));
    }

    [Fact]
    public void What_one_node_serves_is_not_divided()
    {
        Assert.Null(CommandSlots.Divide(new Command("MGET").Keys(["foo", "{foo}2"])));
        Assert.Null(CommandSlots.Divide(new Command("MGET").Key("foo")));
        Assert.Null(CommandSlots.Divide(new Command("RENAME").Key("foo").Key("bar")));
        Assert.Null(CommandSlots.Divide(new Command("MGET")));
    }

    private static string[] Texts(Command command) => [.. Enumerable.Range(0, command.Count).Select(index => command[index].ToString())];
}
