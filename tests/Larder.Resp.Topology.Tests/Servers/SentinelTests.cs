using Larder.Resp.Client;
using Larder.Resp.Configuration;
using Larder.Support;

namespace Larder.Resp.Topology.Tests.Servers;

[Collection(nameof(Groups))]
public class SentinelTests
{
    [Fact]
    public async Task A_killed_primary_is_followed_under_load()
    {
        await using var group = await SentinelGroup.StartAsync();
        await using var client = await TestClient.ConnectAsync(group.Url);
        await using var load = new Load(client, workers: 16);
        await load.MoreAsync(200);

        await group.Servers[0].KillAsync();

        await Eventually.HoldsAsync(async () => await group.PrimaryAsync() == group.Servers[1]);
        await load.MoreAsync(500);
        await load.StopAsync();
        Assert.Empty(load.Faults);
        Assert.All(load.Failures, failure => Assert.IsNotType<RespProtocolException>(failure));
        await client.SetAsync("after", "1");
        Assert.Equal("1", await group.Servers[1].CallAsync("GET", "after"));
    }

    [Fact]
    public async Task No_read_is_served_from_a_stopped_primary_that_resumes()
    {
        await using var group = await SentinelGroup.StartAsync();
        await using var client = await TestClient.ConnectAsync(RespOptions.Parse(group.Url) with { CommandTimeout = TimeSpan.FromSeconds(2) });
        var (old, next) = (group.Servers[0], group.Servers[1]);
        await client.SetAsync("k", "old");

        old.Suspend();
        await Eventually.HoldsAsync(async () => await next.CallAsync("ROLE") is object?[] role && role[0] is "master");
        await next.CallAsync("SET", "k", "new");
        await Eventually.HoldsAsync(async () => await ReadAsync(client) == "new");
        old.Resume();

        // STRLEN is sent from here on only: a zombie that had been asked would have counted it.
        for (var i = 0; i < 300; i++) Assert.Equal(3, (await client.ValueAsync(new Command("STRLEN").Key("k"))).AsInt64());
        Assert.Equal("new", await ReadAsync(client));
        Assert.DoesNotContain("cmdstat_strlen", await old.TextAsync("INFO", "commandstats"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ordered_failover_is_followed_within_seconds_and_replicas_are_read_on_request()
    {
        await using var group = await SentinelGroup.StartAsync();
        await using var client = await TestClient.ConnectAsync(group.Url);
        await using var reader = await TestClient.ConnectAsync(group.Url + "?reads=replica");
        await using var load = new Load(client, workers: 8);
        await load.MoreAsync(100);
        await client.SetAsync("k", "v");
        await Eventually.HoldsAsync(async () => await ReadAsync(reader) == "v" && (await StatisticsAsync(group.Servers[1])).Contains("cmdstat_get", StringComparison.Ordinal));
        Assert.Equal("OK", await reader.SetAsync("w", "v"));

        await group.FailOverAsync();

        await Eventually.HoldsAsync(async () => await group.PrimaryAsync() == group.Servers[1]);
        await load.MoreAsync(300);
        await load.StopAsync();
        Assert.Empty(load.Faults);
        Assert.All(load.Failures, failure => Assert.True(failure is RespConnectionException { Delivery: Delivery.MaybeExecuted } or RespServerException { Code: "READONLY" }, failure.ToString()));
        Assert.Equal("OK", await reader.SetAsync("w", "x"));
    }

    [Fact]
    public async Task An_unknown_master_name_is_answered_with_the_known_ones()
    {
        await using var group = await SentinelGroup.StartAsync();

        var failure = await Assert.ThrowsAsync<RespConnectionException>(() => TestClient.ConnectAsync(group.Url.Replace("mymaster", "THEAD_CLUSTER", StringComparison.Ordinal)));

        Assert.StartsWith("LAR205 Sentinel 127.0.0.1:", failure.Message, StringComparison.Ordinal);
        Assert.Contains("It knows: \"mymaster\".", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sentinels_that_are_all_away_are_told_and_a_client_goes_on_with_what_it_knew()
    {
        await using var group = await SentinelGroup.StartAsync();
        await using var client = await TestClient.ConnectAsync(group.Url);
        foreach (var sentinel in group.Sentinels) await sentinel.KillAsync();

        Assert.Equal("OK", await client.SetAsync("k", "v"));
        var failure = await Assert.ThrowsAsync<RespConnectionException>(() => TestClient.ConnectAsync(group.Url));
        Assert.StartsWith("LAR206 No sentinel answered (127.0.0.1:", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_sentinel_of_three_is_enough_to_begin_and_the_others_are_learned()
    {
        await using var group = await SentinelGroup.StartAsync();
        await using var client = await TestClient.ConnectAsync($"redis+sentinel://{group.Sentinels[0].EndPoint}/{SentinelGroup.MasterName}");
        await Eventually.HoldsAsync(async () => (await group.Sentinels[2].TextAsync("CLIENT", "LIST")).Contains("cmd=subscribe", StringComparison.Ordinal));

        await group.Sentinels[0].KillAsync();
        await group.Servers[0].KillAsync();

        await Eventually.HoldsAsync(async () => await ReadAsync(client) is not "failed");
        Assert.Equal("OK", await client.SetAsync("k", "v"));
        Assert.Equal("v", await group.Servers[1].CallAsync("GET", "k"));
    }

    [Fact]
    public async Task A_change_of_master_and_the_silence_of_all_sentinels_are_told()
    {
        await using var group = await SentinelGroup.StartAsync();
        await using var client = await TestClient.ConnectAsync(group.Url);
        var states = new StateLog(client.StatesAsync());

        await group.FailOverAsync();
        await Eventually.HoldsAsync(() => states.Texts.Contains($"FailingOver: LAR207 The master changed from {group.Servers[0].EndPoint} to {group.Servers[1].EndPoint}."));
        foreach (var sentinel in group.Sentinels) await sentinel.KillAsync();

        await Eventually.HoldsAsync(() => states.Texts.Any(text =>
            text.StartsWith("FailingOver: LAR206 No sentinel answered", StringComparison.Ordinal) && text.Contains($"Using the last known master {group.Servers[1].EndPoint}", StringComparison.Ordinal)));
        Assert.Equal(2, states.Texts.Count(text => text.Contains("LAR20", StringComparison.Ordinal) && text.StartsWith("FailingOver", StringComparison.Ordinal)));
    }

    // Nothing else would end the wait: the server hangs, its connection is well, and both are given minutes.
    [Fact]
    public async Task What_is_under_way_at_a_deposed_primary_is_asked_of_the_new_one()
    {
        await using var group = await SentinelGroup.StartAsync();
        await using var client = await TestClient.ConnectAsync(RespOptions.Parse(group.Url) with { CommandTimeout = TimeSpan.FromMinutes(2), KeepAlive = TimeSpan.FromMinutes(2) });
        await client.SetAsync("k", "v");
        await Eventually.HoldsAsync(async () => await group.Servers[1].CallAsync("GET", "k") is "v");
        group.Servers[0].Suspend();

        var (read, increment) = (client.GetAsync("k"), client.ValueAsync(new Command("INCR").Key("n")));

        Assert.Equal("v", await read.WaitAsync(Eventually.Deadline));
        var lost = await Assert.ThrowsAsync<RespConnectionException>(() => increment.WaitAsync(Eventually.Deadline));
        Assert.Equal(Delivery.MaybeExecuted, lost.Delivery);
    }

    private static Task<string> StatisticsAsync(RedisServer server) => server.TextAsync("INFO", "commandstats");

    private static async Task<string?> ReadAsync(RespClient client)
    {
        try
        {
            return await client.GetAsync("k");
        }
        catch (RespException)
        {
            return "failed";
        }
    }
}
