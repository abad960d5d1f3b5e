using Larder.Resp.Protocol;

namespace Larder.Resp.Tests.Protocol;

public class RespScannerTests
{
    public static TheoryData<string> Whole => [.. Frames.Whole];

    [Theory]
    [MemberData(nameof(Whole))]
    public void A_frame_cut_at_every_byte_is_found_as_when_it_is_whole(string text)
    {
        var frame = Frames.Bytes(text);
        byte[] followed = [.. frame, (byte)'+', (byte)'X', (byte)'\r'];

        Assert.Equal(frame.Length, new RespScanner(RespLimits.Default).Scan(frame, 0));
        Assert.Equal(frame.Length, new RespScanner(RespLimits.Default).Scan(followed, 0));
        for (var cut = 0; cut < frame.Length; cut++)
        {
            var scanner = new RespScanner(RespLimits.Default);
            Assert.Equal(-1, scanner.Scan(frame.AsSpan(0, cut), 0));
            Assert.Equal(frame.Length, scanner.Scan(frame, 0));
        }
    }

    [Theory]
    [MemberData(nameof(Whole))]
    public void A_frame_that_comes_byte_by_byte_is_found_at_its_last(string text)
    {
        var frame = Frames.Bytes(text);
        var scanner = new RespScanner(RespLimits.Default);

        for (var length = 0; length < frame.Length; length++) Assert.Equal(-1, scanner.Scan(frame.AsSpan(0, length), 0));

        Assert.Equal(frame.Length, scanner.Scan(frame, 0));
        Assert.Equal(frame.Length, scanner.Scan(frame, frame.Length));
    }

    [Theory]
    [InlineData("x\r\n", 0)]
    [InlineData("HTTP/1.1 400 Bad Request\r\n", 0)]
    [InlineData("\0\r\n", 0)]
    [InlineData("$x\r\n", 0)]
    [InlineData("$\r\n", 0)]
    [InlineData("$-2\r\n", 0)]
    [InlineData("$99999999999\r\n", 0)]
    [InlineData("$1\r\nab\r\n", 5)]
    [InlineData("$0\r\nx\r\n", 4)]
    [InlineData("$?\r\n", 0)]
    [InlineData("*?\r\n", 0)]
    [InlineData("*-2\r\n", 0)]
    [InlineData("*2\r\n:1\r\nx\r\n", 8)]
    [InlineData("*1\r\n:1x\r\n", 4)]
    [InlineData(":\r\n", 0)]
    [InlineData(":1 \r\n", 0)]
    [InlineData(":9223372036854775808\r\n", 0)]
    [InlineData(",\r\n", 0)]
    [InlineData(",1e999\r\n", 0)]
    [InlineData("#x\r\n", 0)]
    [InlineData("_x\r\n", 0)]
    [InlineData("(12a\r\n", 0)]
    [InlineData("=3\r\ntxt\r\n", 0)]
    [InlineData("=5\r\ntxtxx\r\n", 4)]
    [InlineData("+a\rb\r\n", 2)]
    [InlineData("+a\nb\r\n", 0)]
    [InlineData(">0\r\n", 0)]
    [InlineData("*1\r\n>1\r\n+a\r\n", 4)]
    [InlineData("*99999999\r\n", 0)]
    public void What_is_no_frame_is_refused_with_its_place(string text, int place)
    {
        var refused = Assert.Throws<RespProtocolException>(() => new RespScanner(RespLimits.Default).Scan(Frames.Bytes(text), 1000));

        Assert.Equal(1000 + place, refused.Offset);
    }

    [Fact]
    public void Limits_are_kept_before_anything_is_stored()
    {
        var limits = new RespLimits { MaxDepth = 3, MaxBulkBytes = 10, MaxLineBytes = 20, MaxReplyBytes = 100, MaxElements = 5 };

        Assert.Equal(16, new RespScanner(limits).Scan(Frames.Bytes("*1\r\n*1\r\n*1\r\n:1\r\n"), 0));
        Refuses("*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n");
        Refuses("$11\r\n");
        Refuses("$1000000\r\n");
        Refuses("*6\r\n");
        Refuses("%6\r\n");
        Refuses("+" + new string('a', 40));
        Refuses("*5\r\n" + string.Concat(Enumerable.Repeat("+aaaaaaaaaaaaaaaaaaa\r\n", 4)) + "*5\r\n" + new string(':', 1) + "1\r\n+aaaaaaaaaaaaaaaaaa");

        void Refuses(string text) => Assert.Throws<RespProtocolException>(() => new RespScanner(limits).Scan(Frames.Bytes(text), 0));
    }

    [Fact]
    public void A_short_bulk_string_beyond_the_limit_is_refused_on_the_short_way_too()
    {
        var limits = new RespLimits { MaxBulkBytes = 10 };

        Assert.Throws<RespProtocolException>(() => new RespScanner(limits).Scan(Frames.Bytes("$11\r\nhello world\r\n"), 0));
        Assert.Equal(16, new RespScanner(limits).Scan(Frames.Bytes("$10\r\nhello worl\r\n"), 0) - 1);
    }
}
