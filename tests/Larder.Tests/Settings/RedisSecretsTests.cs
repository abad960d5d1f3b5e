using Larder.Settings;

namespace Larder.Tests.Settings;

public class RedisSecretsTests
{
    [Theory]
    [InlineData("redis://localhost:6379/0", "redis://localhost:6379/0")]
    [InlineData("redis://user@localhost", "redis://***@localhost")]
    [InlineData("redis://:s3cret@localhost:6379", "redis://:***@localhost:6379")]
    [InlineData("redis://user:s3cret@localhost:6379", "redis://user:***@localhost:6379")]
    [InlineData("redis://user:s3@cret@localhost", "redis://user:***@localhost")]
    [InlineData("redis://user:s3/cret@localhost", "redis://user:***@localhost")]
    [InlineData("redis://user:s3?cret@localhost", "redis://user:***@localhost")]
    [InlineData("redis//user:s3cret@localhost", "redis//user:***@localhost")]
    [InlineData("redis:/user:s3cret@localhost", "redis:***@localhost")]
    [InlineData("user:s3cret@localhost", "user:***@localhost")]
    [InlineData("s3cret@localhost", "***@localhost")]
    [InlineData("redis://:s3cret", "redis://:***")]
    [InlineData("redis://user:s3cret/0", "redis://user:***/0")]
    [InlineData("redis://[::1]:6379", "redis://[::1]:6379")]
    [InlineData("h1:6379,password=s3cret,ssl=true", "h1:6379,password=***,ssl=true")]
    [InlineData("h1:6379,PASSWORD=s3cret", "h1:6379,PASSWORD=***")]
    [InlineData("redis://h?password=s3cret&db=1", "redis://h?password=***&db=1")]
    [InlineData("password=s3cret", "password=***")]
    [InlineData("", "")]
    [InlineData("@", "***@")]
    [InlineData("redis://", "redis://")]
    public void A_password_is_never_shown(string text, string expected)
    {
        Assert.Equal(expected, RedisSecrets.Mask(text));
    }

    [Fact]
    public void No_text_around_a_password_uncovers_it()
    {
        var chance = new Random(4_711);
        string[] before = ["redis://", "redis//", "redis:/", "rediss://user", "", "unix://", "redis+sentinel://u"];
        for (var i = 0; i < 50_000; i++)
        {
            var noise = string.Concat(Enumerable.Range(0, chance.Next(6)).Select(_ => "@:/?#,&%ab1"[chance.Next(11)]));
            var text = $"{before[chance.Next(before.Length)]}:{noise}TOPSECRET{noise}@host{(chance.Next(2) == 0 ? ":6379/1" : "")}";

            Assert.DoesNotContain("TOPSECRET", RedisSecrets.Mask(text), StringComparison.Ordinal);
        }
    }
}
