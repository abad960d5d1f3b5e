using Larder.Resp;
using Larder.Tiers;

namespace Larder.Redis.Tests;

public sealed class RedisFailuresTests
{
    [Fact]
    public void Each_failure_of_the_client_is_one_of_a_tier()
    {
        Assert.Equal(TierFailure.Unreachable, Kind(new RespConnectionException("away", Delivery.NotSent)));
        Assert.Equal(TierFailure.MaybeDone, Kind(new RespConnectionException("lost", Delivery.MaybeExecuted)));
        Assert.Equal(TierFailure.TimedOut, Kind(new RespTimeoutException("late", Delivery.NotSent)));
        Assert.Equal(TierFailure.TimedOut, Kind(new RespTimeoutException("late", Delivery.MaybeExecuted)));
        Assert.Equal(TierFailure.MaybeDone, Kind(new RespProtocolException("garbage", 7)));
        Assert.Equal(TierFailure.Full, Kind(new RespServerException("OOM command not allowed when used memory > 'maxmemory'.")));
        Assert.Equal(TierFailure.Unreachable, Kind(new RespServerException("LOADING Redis is loading the dataset in memory")));
        Assert.Equal(TierFailure.Refused, Kind(new RespServerException("WRONGTYPE Operation against a key holding the wrong kind of value")));
    }

    [Fact]
    public void The_cause_and_its_words_are_kept()
    {
        var cause = new RespServerException("NOPERM no", "LAR203 no");

        var failure = cause.ToTier();

        Assert.Same(cause, failure.InnerException);
        Assert.Equal("LAR203 no", failure.Message);
    }

    private static TierFailure Kind(RespException failure) => failure.ToTier().Failure;
}
