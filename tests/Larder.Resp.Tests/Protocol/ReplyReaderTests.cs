using System.Text;
using Larder.Resp.Protocol;

namespace Larder.Resp.Tests.Protocol;

public class ReplyReaderTests
{
    [Fact]
    public void Each_kind_is_read_as_what_it_is()
    {
        Assert.Equal("OK", Read("+OK\r\n").AsString());
        Assert.Equal(-12, Read(":-12\r\n").AsInt64());
        Assert.Equal("hello", Read("$5\r\nhello\r\n").AsString());
        Assert.Equal("Some string", Read("=15\r\ntxt:Some string\r\n").AsString());
        Assert.Equal(3.25, Read(",3.25\r\n").AsDouble());
        Assert.Equal(double.NegativeInfinity, Read(",-inf\r\n").AsDouble());
        Assert.True(Read("#t\r\n").AsBoolean());
        Assert.False(Read("#f\r\n").AsBoolean());
        Assert.True(Read("_\r\n").IsNull && Read("$-1\r\n").IsNull && Read("*-1\r\n").IsNull);
        Assert.Equal("3492890328409238509324850943850943825024385", Read("(3492890328409238509324850943850943825024385\r\n").AsString());
        Assert.Equal("SYNTAX", Read("!21\r\nSYNTAX invalid syntax\r\n").AsError()!.Code);
    }

    [Fact]
    public void Lists_are_read_with_all_that_is_in_them_and_attributes_are_passed_over()
    {
        var value = Read("|1\r\n+a\r\n:1\r\n*4\r\n|1\r\n+ttl\r\n:3600\r\n:1\r\n%1\r\n+k\r\n~1\r\n+v\r\n-ERR no\r\n$-1\r\n");

        Assert.Equal(RespKind.List, value.Kind);
        Assert.Equal([RespKind.Integer, RespKind.Map, RespKind.Error, RespKind.Null], value.Items.Select(item => item.Kind));
        Assert.Equal("v", value.Items[1].Items[1].Items[0].AsString());
    }

    [Fact]
    public void What_is_written_again_reads_the_same()
    {
        foreach (var text in Frames.Whole.Where(text => !text.Contains('|')))
        {
            var value = ReplyReader.Read(Frames.Bytes(text));
            Assert.Equal(Describe(value), Describe(ReplyReader.Read(ValueWriter.Write(value))));
        }
    }

    [Fact]
    public void A_value_never_shows_its_content() =>
        Assert.DoesNotContain("secret", Read("*1\r\n$6\r\nsecret\r\n") + Read("$6\r\nsecret\r\n").ToString() + Read("+secret\r\n"), StringComparison.Ordinal);

    internal static string Describe(RespValue value) =>
        value.Items.Count > 0 ? $"{value.Kind}[{string.Join(",", value.Items.Select(Describe))}]" : $"{value.Kind}:{value.AsString()}:{Convert.ToHexString(value.Bytes.Span)}";

    private static RespValue Read(string text) => ReplyReader.Read(Encoding.UTF8.GetBytes(text));
}
