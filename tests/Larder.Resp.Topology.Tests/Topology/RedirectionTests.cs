using System.Net;

namespace Larder.Resp.Topology.Tests.Topology;

public class RedirectionTests
{
    private static readonly EndPoint Asked = new DnsEndPoint("redis.example.com", 7000);

    [Theory]
    [InlineData("MOVED 3999 127.0.0.1:6381", 3999, "127.0.0.1:6381")]
    [InlineData("ASK 0 10.0.0.1:1", 0, "10.0.0.1:1")]
    [InlineData("MOVED 16383 ::1:6381", 16383, "[::1]:6381")]
    [InlineData("MOVED 1 node-2.example.com:6381", 1, "Unspecified/node-2.example.com:6381")]
    [InlineData("MOVED 1 :6381", 1, "Unspecified/redis.example.com:6381")]
    [InlineData("MOVED 1 ?:6381", 1, "Unspecified/redis.example.com:6381")]
    public void A_redirection_is_read(string error, int slot, string target)
    {
        var redirection = Redirection.Parse(error, Asked);

        Assert.Equal((slot, target), (redirection!.Slot, redirection.Target.ToString()));
    }

    [Theory]
    [InlineData("MOVED")]
    [InlineData("MOVED 1")]
    [InlineData("MOVED x 127.0.0.1:6381")]
    [InlineData("MOVED 16384 127.0.0.1:6381")]
    [InlineData("MOVED -1 127.0.0.1:6381")]
    [InlineData("MOVED 1 127.0.0.1")]
    [InlineData("MOVED 1 127.0.0.1:0")]
    [InlineData("MOVED 1 127.0.0.1:66000")]
    [InlineData("TRYAGAIN 1 127.0.0.1:6381")]
    public void What_is_no_redirection_is_none(string error)
    {
        Assert.Null(Redirection.Parse(error, Asked));
    }
}
