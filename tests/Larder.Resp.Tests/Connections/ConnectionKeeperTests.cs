using Larder.Resp.Connections;
using Larder.Support;

namespace Larder.Resp.Tests.Connections;

public class ConnectionKeeperTests
{
    [Fact]
    public async Task Who_waits_for_a_connection_never_gets_the_one_that_has_just_been_lost()
    {
        await using var server = await RedisServer.StartAsync();
        await using var keeper = new ConnectionKeeper(
            Opening.Options(server.Port) with { Reconnect = new ReconnectPolicy(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)) }, null, null);
        var lost = await keeper.ConnectAsync(CancellationToken.None);

        for (var turn = 0; turn < 20; turn++)
        {
            lost.End(new IOException("cut"));
            var next = await keeper.ConnectAsync(CancellationToken.None);
            Assert.NotSame(lost, next);
            lost = next;
        }
    }

    [Fact]
    public void Tries_come_at_once_and_then_by_chance_within_a_bound_that_doubles()
    {
        var policy = ReconnectPolicy.Default;

        Assert.Equal(TimeSpan.Zero, policy.DelayAfter(0, 1));
        Assert.Equal([50, 100, 200, 400, 800, 1600, 3200, 5000, 5000], Enumerable.Range(1, 9).Select(failures => policy.DelayAfter(failures, 1).TotalMilliseconds));
        Assert.Equal(TimeSpan.Zero, policy.DelayAfter(9, 0));
    }
}
