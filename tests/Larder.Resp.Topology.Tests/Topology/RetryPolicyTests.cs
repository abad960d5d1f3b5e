namespace Larder.Resp.Topology.Tests.Topology;

public class RetryPolicyTests
{
    private static readonly Command Increment = new Command("INCR").Key("k");
    private static readonly Command Get = new Command("GET").Key("k");

    [Fact]
    public void Only_what_is_provably_safe_is_sent_again()
    {
        Assert.True(RetryPolicy.IsSafe(Increment, new RespConnectionException("", Delivery.NotSent)));
        Assert.True(RetryPolicy.IsSafe(Increment, new RespServerException("MOVED 1 h:1")));
        Assert.True(RetryPolicy.IsSafe(Increment, new RespServerException("READONLY You can't write against a read only replica.")));
        Assert.True(RetryPolicy.IsSafe(Get, new RespConnectionException("", Delivery.MaybeExecuted)));

        Assert.False(RetryPolicy.IsSafe(Increment, new RespConnectionException("", Delivery.MaybeExecuted)));
        Assert.False(RetryPolicy.IsSafe(Get, new RespTimeoutException("", Delivery.MaybeExecuted)));
        Assert.False(RetryPolicy.IsSafe(Get, new RespServerException("WRONGTYPE Operation against a key")));
        Assert.False(RetryPolicy.IsSafe(Get, new RespProtocolException("", 0)));
    }

    [Fact]
    public void Pauses_double_up_to_a_bound()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(20), RetryPolicy.PauseAfter(1, 1));
        Assert.Equal(TimeSpan.FromMilliseconds(40), RetryPolicy.PauseAfter(2, 1));
        Assert.Equal(TimeSpan.FromMilliseconds(400), RetryPolicy.PauseAfter(50, 1));
        Assert.Equal(TimeSpan.FromMilliseconds(200), RetryPolicy.PauseAfter(50, 0));
    }
}
