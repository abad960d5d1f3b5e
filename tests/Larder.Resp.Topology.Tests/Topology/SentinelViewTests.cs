using System.Net;

namespace Larder.Resp.Topology.Tests.Topology;

public class SentinelViewTests
{
    private static readonly EndPoint Sentinel = new DnsEndPoint("localhost", 16379);

    [Fact]
    public void The_newest_word_counts_though_one_alone_says_it()
    {
        var view = new SentinelView([Says(1, 5), Says(1, 5), Says(2, 6)], Asked: 3);

        Assert.Equal(Address(2), view.Newest(knownEpoch: 5)!.Master);
    }

    [Fact]
    public void A_sentinel_that_was_away_does_not_turn_time_back()
    {
        Assert.Null(new SentinelView([Says(1, 5), Fails()], Asked: 3).Newest(knownEpoch: 6));
    }

    [Fact]
    public void Sentinels_that_were_set_up_anew_are_followed_when_most_agree()
    {
        var view = new SentinelView([Says(3, 0), Says(3, 0), Fails()], Asked: 3);

        Assert.Equal(Address(3), view.Newest(knownEpoch: 6)!.Master);
    }

    [Fact]
    public void Most_of_all_decide_and_not_most_of_those_who_answered()
    {
        Assert.False(new SentinelView([Says(1, 5)], Asked: 3).IsDecided);
        Assert.False(new SentinelView([Says(1, 5), Says(2, 6)], Asked: 3).IsDecided);
        Assert.True(new SentinelView([Says(1, 5), Says(1, 5)], Asked: 3).IsDecided);
        Assert.True(new SentinelView([Says(1, 5)], Asked: 1).IsDecided);
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_names_that_are_known()
    {
        var view = new SentinelView([Fails(), new(Sentinel) { KnownNames = ["mymaster", "other"] }], Asked: 2);

        Assert.Equal(
            "LAR205 Sentinel localhost:16379 does not know a master named \"THEAD_CLUSTER\". It knows: \"mymaster\", \"other\". Write redis+sentinel://localhost:16379/mymaster",
            view.Failure("THEAD_CLUSTER").Message);
    }

    [Fact]
    public void Silence_is_told_with_each_reason()
    {
        var view = new SentinelView([Fails()], Asked: 1);

        Assert.Equal("LAR206 No sentinel answered (localhost:16379: refused). Is redis-sentinel running?", view.Failure("mymaster").Message);
    }

    private static SentinelAnswer Says(int port, long epoch) => new(Sentinel) { Master = Address(port), Epoch = epoch };

    private static SentinelAnswer Fails() => new(Sentinel) { Failure = new RespConnectionException("refused", Delivery.NotSent) };

    private static IPEndPoint Address(int port) => new(IPAddress.Loopback, port);
}
