using Larder.Settings;

namespace Larder.Tests.Settings;

public class RedisAddressTests
{
    [Theory]
    [InlineData("redis://localhost", null, null)]
    [InlineData("redis://localhost:6379", null, null)]
    [InlineData("REDIS://localhost:6379/0", 0, null)]
    [InlineData("redis://localhost:6379/", null, null)]
    [InlineData("redis://:s3cret@localhost:6379/2", 2, "s3cret")]
    [InlineData("redis://user:p%40ss%3Aword@localhost/1?x=y", 1, "p@ss:word")]
    [InlineData("redis://user:a:b@localhost", null, "a:b")]
    [InlineData("redis://user@localhost", null, null)]
    [InlineData("redis://localhost?db=3", 3, null)]
    [InlineData("rediss://:s3cret@redis.example.com:6380", null, "s3cret")]
    [InlineData("redis://[::1]:6379/4", 4, null)]
    [InlineData("redis://[::1]", null, null)]
    [InlineData("redis+sentinel://localhost:16379/THEAD_CLUSTER", null, null)]
    [InlineData("redis+sentinel://h1,h2:26379/mymaster/5", 5, null)]
    [InlineData("redis+cluster://h1:7000,h2:7001", null, null)]
    [InlineData("redis+cluster://h1:7000/0", 0, null)]
    [InlineData("unix:///run/redis.sock", null, null)]
    [InlineData("unix:///run/redis.sock?db=2", 2, null)]
    [InlineData("localhost", null, null)]
    [InlineData("localhost:6379", null, null)]
    [InlineData("redis:6379", null, null)]
    [InlineData("h1:6379,h2:6379,password=s3cret,ssl=true,defaultDatabase=7", 7, "s3cret")]
    [InlineData("redis:6379,password=a=b", null, "a=b")]
    public void An_address_is_read(string text, int? database, string? password)
    {
        var address = RedisAddress.Parse(text);

        Assert.Null(address.Complaint);
        Assert.Equal(database, address.Database);
        Assert.Equal(password, address.Password);
    }

    [Theory]
    [InlineData("redis//localhost:6379", "\"://\" is missing after the scheme.", "Did you mean  redis://localhost:6379 ?")]
    [InlineData("redis:/localhost:6379/1", "\"://\" is missing after the scheme.", "Did you mean  redis://localhost:6379/1 ?")]
    [InlineData("redis:localhost:6379", "\"://\" is missing after the scheme.", "Did you mean  redis://localhost:6379 ?")]
    [InlineData("rediss//:s3cret@h", "\"://\" is missing after the scheme.", "Did you mean  rediss://:***@h ?")]
    [InlineData("redis+sentinel//h/mymaster", "\"://\" is missing after the scheme.", "Did you mean  redis+sentinel://h/mymaster ?")]
    [InlineData("unix:/run/redis.sock", "\"://\" is missing after the scheme.", "Did you mean  unix:///run/redis.sock ?")]
    [InlineData("reddis://localhost", "the scheme is none of redis, rediss, redis+sentinel, redis+cluster or unix.", "Did you mean  redis://localhost ?")]
    [InlineData("http://localhost", "the scheme is none of redis, rediss, redis+sentinel, redis+cluster or unix.", null)]
    [InlineData("redis://", "the host is missing.", "Write redis://localhost:6379")]
    [InlineData("rediss://:s3cret@/1", "the host is missing.", "Write rediss://localhost:6379")]
    [InlineData("redis://:6379", "the host is missing.", null)]
    [InlineData("redis://localhost:port", "the port is not a number from 1 to 65535.", null)]
    [InlineData("redis://localhost:0", "the port is not a number from 1 to 65535.", null)]
    [InlineData("redis://localhost:65536", "the port is not a number from 1 to 65535.", null)]
    [InlineData("redis://localhost:", "the port is not a number from 1 to 65535.", null)]
    [InlineData("redis://[::1:6379", "the ] behind the address is missing.", null)]
    [InlineData("redis://localhost/one", "the database behind the last / is not a number.", null)]
    [InlineData("redis://localhost/-1", "the database behind the last / is not a number.", null)]
    [InlineData("redis://localhost/0/1", "there is more than one part behind the database.", null)]
    [InlineData("redis://localhost?db=x", "the database in db= is not a number.", null)]
    [InlineData("redis://h1:6379,h2:6379", "it names several hosts.", "Write redis+sentinel:// or redis+cluster:// in front of them.")]
    [InlineData("redis+sentinel://localhost:26379", "the name of the master is missing.", "Write redis+sentinel://host:26379/mymaster")]
    [InlineData("redis+cluster://localhost:7000/1", "a cluster has the database 0 only.", null)]
    [InlineData("unix://", "the path of the socket is missing.", "Write unix:///run/redis.sock")]
    [InlineData("redis://local host", "it has white space in it.", null)]
    [InlineData("redis://user:p@ss@localhost", "the password has characters that a URL needs for itself.", "Write them as %40 for @, %3A for :, %2F for /, %3F for ? and %23 for #.")]
    [InlineData("redis://user:p/ss@localhost", "the password has characters that a URL needs for itself.", "Write them as %40 for @, %3A for :, %2F for /, %3F for ? and %23 for #.")]
    [InlineData("password=s3cret", "the host is missing.", "Write redis://localhost:6379 or localhost:6379")]
    [InlineData("localhost:6379,defaultDatabase=one", "the database in defaultDatabase= is not a number.", null)]
    [InlineData("localhost:64x", "the port is not a number from 1 to 65535.", null)]
    [InlineData("user:p@localhost", "the port is not a number from 1 to 65535.", null)]
    [InlineData("us@localhost", "the host has characters that no host has.", null)]
    public void What_is_no_address_is_told_why(string text, string why, string? instead)
    {
        var complaint = RedisAddress.Parse(text).Complaint;

        Assert.NotNull(complaint);
        Assert.Equal("LAR211", complaint.Code);
        Assert.Equal(instead is null ? [$"Not a Redis URL: {why}"] : [$"Not a Redis URL: {why}", instead], complaint.Lines);
    }
}
