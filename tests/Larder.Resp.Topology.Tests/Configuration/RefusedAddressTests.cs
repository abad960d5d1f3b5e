using System.Net;
using Larder.Resp.Configuration;

namespace Larder.Resp.Topology.Tests.Configuration;

public class RefusedAddressTests
{
    [Theory]
    [InlineData("redis//localhost:6379", "LAR211 Not a Redis URL: \"://\" is missing after the scheme. Did you mean  redis://localhost:6379 ?")]
    [InlineData("redis:/localhost:6379/1", "LAR211 Not a Redis URL: \"://\" is missing after the scheme. Did you mean  redis://localhost:6379/1 ?")]
    [InlineData("redis:localhost:6379", "LAR211 Not a Redis URL: \"://\" is missing after the scheme. Did you mean  redis://localhost:6379 ?")]
    [InlineData("rediss//:s3cret@h", "LAR211 Not a Redis URL: \"://\" is missing after the scheme. Did you mean  rediss://:***@h ?")]
    [InlineData("unix:/run/redis.sock", "LAR211 Not a Redis URL: \"://\" is missing after the scheme. Did you mean  unix:///run/redis.sock ?")]
    [InlineData("reddis://u:s3cret@h", "LAR211 Not a Redis URL: the scheme is none of redis, rediss, redis+sentinel, redis+cluster or unix. Did you mean  redis://u:***@h ?")]
    [InlineData("http://localhost", "LAR211 Not a Redis URL: the scheme is none of redis, rediss, redis+sentinel, redis+cluster or unix.")]
    [InlineData("redis://", "LAR211 Not a Redis URL: the host is missing. Write redis://localhost:6379")]
    [InlineData("redis+sentinel:///m", "LAR211 Not a Redis URL: the host is missing. Write redis+sentinel://localhost:26379")]
    [InlineData("redis://localhost:s3cret", "LAR211 Not a Redis URL: the port is not a number from 1 to 65535.")]
    [InlineData("redis://localhost:65536", "LAR211 Not a Redis URL: the port is not a number from 1 to 65535.")]
    [InlineData("redis://[::1:6379", "LAR211 Not a Redis URL: the ] behind the address is missing.")]
    [InlineData("redis://[::x]:6379", "LAR211 Not a Redis URL: what stands in [ ] is no address.")]
    [InlineData("redis://localhost/one", "LAR211 Not a Redis URL: the database behind the last / is not a number.")]
    [InlineData("redis://localhost/0/1", "LAR211 Not a Redis URL: there is more than one part behind the database.")]
    [InlineData("redis://localhost?db=x", "LAR211 The database is not a number.")]
    [InlineData("redis://h1,h2", "LAR211 Not a Redis URL: it names several hosts. Write redis+sentinel:// or redis+cluster:// in front of them.")]
    [InlineData("redis+sentinel://h", "LAR211 The name of the master is missing. Write redis+sentinel://host:26379/mymaster")]
    [InlineData("redis+cluster://h/1", "LAR211 A cluster has the database 0 only.")]
    [InlineData("unix://", "LAR211 Not a Redis URL: the path of the socket is missing. Write unix:///run/redis.sock")]
    [InlineData("redis://local host", "LAR211 Not a Redis URL: it has white space in it.")]
    [InlineData("password=s3cret", "LAR211 Not a Redis URL: the host is missing. Write redis://localhost:6379 or localhost:6379")]
    [InlineData("redis://h?commandTimeout=5", "LAR211 A time to wait is none: write 250ms, 5s or 1m.")]
    [InlineData("redis://u:s3cret@h?password=s3cret", "LAR212 The address has two passwords. Leave one of them out.")]
    [InlineData("redis://h?caFile=/ca.pem", "LAR212 There are options of TLS, and TLS is off. Write rediss:// or ssl=true.")]
    [InlineData("redis://h?pasword=s3cret", "LAR213 pasword= is not a known option. Did you mean password= ?")]
    [InlineData("h:1,channelPrefix=a", "LAR213 channelPrefix= is not supported: write the prefix where you subscribe and publish.")]
    [InlineData("h:1,$CONFIG=", "LAR213 Commands that are renamed with $NAME= are not supported.")]
    public void What_is_no_address_is_refused_in_words(string text, string problem)
    {
        var failure = Assert.Throws<RespOptionsException>(() => RespOptions.Parse(text));

        Assert.Equal(problem, failure.Message);
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("redis://u:p@s3cret@h", "redis://u:***@h  where *** has %40 for @.")]
    [InlineData("redis://:p/s3cret@h:1/2", "redis://:***@h:1/2  where *** has %2F for /.")]
    [InlineData("redis://:p:/?#@%s3cret@h", "redis://:***@h  where *** has %25 for %, %40 for @, %3A for :, %2F for /, %3F for ?, %23 for #.")]
    [InlineData("redis://:p?s3cret@h", "redis://:***@h  where *** has %3F for ?.")]
    public void A_password_that_must_be_encoded_is_explained_and_not_shown(string text, string ending)
    {
        var failure = Assert.Throws<RespOptionsException>(() => RespOptions.Parse(text));

        Assert.EndsWith(ending, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("redis://u:s3cret")]
    [InlineData("redis:/u:s3cret@h")]
    [InlineData("h:6379,password=a,s3cret")]
    [InlineData("h:6379,password=a,s3cret=b")]
    [InlineData("reddis://h?password=s3cret")]
    [InlineData("redis://h#s3cret")]
    [InlineData("redis//u:p/s3cret@h")]
    public void No_part_of_a_password_is_shown(string text)
    {
        var failure = Assert.Throws<RespOptionsException>(() => RespOptions.Parse(text));

        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        var failure = Assert.Throws<RespOptionsException>(() => RespOptions.Parse("redis://h:0/x?typo=1&keepAlive=never"));

        Assert.Equal(["LAR211", "LAR211", "LAR213", "LAR211"], failure.Problems.Take(4).Select(problem => problem.Code));
    }

    [Fact]
    public void Options_from_code_are_checked_as_well()
    {
        var options = new RespOptions
        {
            EndPoints = [new DnsEndPoint("h", 1)], Deployment = RespDeployment.Sentinel, Database = -1, Password = "a", PasswordFile = "b",
            CommandTimeout = TimeSpan.Zero, ClientName = "my shop",
        };

        Assert.Equal(5, Assert.Throws<RespOptionsException>(() => options.Checked()).Problems.Count);
        Assert.Throws<RespOptionsException>(() => new RespOptions().Checked());
    }

    // Whatever is typed gives options or an exception of ours, never another.
    [Fact]
    public void Any_text_is_read_or_refused()
    {
        var random = new Random(20);
        string[] parts = ["redis", "rediss", "+sentinel", "+cluster", "://", ":", "/", "@", "?", "#", "[", "]", "=", ",", "%", "%4", "h", "ssl", "password", "db", "&", "1", "é", "\u0001"];
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => parts[random.Next(parts.Length)]));
            try
            {
                Assert.NotEmpty(RespOptions.Parse(text).EndPoints);
            }
            catch (RespOptionsException e)
            {
                Assert.NotEmpty(e.Problems);
            }
        }
    }
}
