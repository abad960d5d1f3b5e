using System.Text;
using Larder.Resp.Protocol;

namespace Larder.Resp.Tests;

public class CommandTests
{
    [Fact]
    public void A_command_is_written_as_a_list_of_bulk_strings()
    {
        var command = new Command("client kill").Key("k").Arg("ключ").Arg(-12).Arg(1.5).Arg(double.PositiveInfinity).Arg(new byte[] { 1, 2, 3 }.AsMemory(1)).Arg("");

        Assert.Equal("*9\r\n$6\r\nclient\r\n$4\r\nkill\r\n$1\r\nk\r\n$8\r\nключ\r\n$3\r\n-12\r\n$3\r\n1.5\r\n$4\r\n+inf\r\n$2\r\n\u0002\u0003\r\n$0\r\n\r\n", Write(command));
    }

    [Fact]
    public void Texts_of_every_length_are_written_with_the_length_they_have()
    {
        foreach (var letter in new[] { "a", "ü", "語" })
            for (var length = 0; length < 1200; length += length < 120 ? 1 : 97)
            {
                var text = string.Concat(Enumerable.Repeat(letter, length));
                Assert.Equal($"*2\r\n$4\r\nECHO\r\n${Encoding.UTF8.GetByteCount(text)}\r\n{text}\r\n", Write(new Command("ECHO").Arg(text)));
            }
    }

    [Fact]
    public void Two_commands_that_grow_from_one_do_not_see_each_other()
    {
        var origin = new Command("MGET").Keys(["a", "b", "c", "d", "e"]);
        var one = origin.Key("one").Key("more");
        var other = origin.Key("other");

        Assert.EndsWith("$1\r\ne\r\n$3\r\none\r\n$4\r\nmore\r\n", Write(one), StringComparison.Ordinal);
        Assert.EndsWith("$1\r\ne\r\n$5\r\nother\r\n", Write(other), StringComparison.Ordinal);
        Assert.EndsWith("$1\r\ne\r\n", Write(origin), StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_shows_its_name_and_never_its_arguments() =>
        Assert.Equal("AUTH (1 argument)", new Command("AUTH").Arg("secret").ToString());

    [Fact]
    public void A_command_without_a_name_is_refused_in_words() =>
        Assert.Contains("new Command", Assert.Throws<InvalidOperationException>(() => Write(default)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("GET", CommandTraits.Reads | CommandTraits.Idempotent)]
    [InlineData("incr", CommandTraits.Writes)]
    [InlineData("SCRIPT LOAD", CommandTraits.Writes | CommandTraits.EveryNode)]
    [InlineData("NOSUCH", CommandTraits.None)]
    public void Traits_come_with_the_name(string name, CommandTraits traits) => Assert.Equal(traits, new Command(name).Traits);

    private static string Write(Command command)
    {
        var buffer = new byte[RespWriter.MaxBytes(command)];
        return Encoding.UTF8.GetString(buffer.AsSpan(0, RespWriter.Write(command, buffer)));
    }
}
