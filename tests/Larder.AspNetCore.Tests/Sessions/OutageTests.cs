using Larder.AspNetCore.Tests.Support;
using Larder.Support;

namespace Larder.AspNetCore.Tests.Sessions;

public class OutageTests
{
    [Fact]
    public async Task Requests_go_on_without_a_session_while_the_tier_is_away_and_have_it_when_it_is_back()
    {
        await using var server = await RedisServer.StartAsync("appendonly yes", "appendfsync always");
        await using var bench = await SessionBench.StartAsync(new TierPlace(TierKind.Redis, server.Url));
        await server.KillAsync();

        Assert.Equal("false", await bench.Browser.GetAsync(bench.App, "/available"));
        Assert.Equal("-", await bench.Browser.GetAsync(bench.App, "/get/first"));
        await bench.Browser.GetAsync(bench.App, "/set/lost/1");
        Assert.True(bench.App.Log.Has("LAR350"));

        await server.StartAgainAsync();
        await Eventually.HoldsAsync(async () => await bench.Browser.GetAsync(bench.App, "/keys") == "first");
    }

    [Fact]
    public async Task A_tier_that_goes_away_between_look_and_write_is_told_of_and_the_request_goes_on()
    {
        await using var server = await RedisServer.StartAsync("appendonly yes", "appendfsync always");
        await using var bench = await SessionBench.StartAsync(new TierPlace(TierKind.Redis, server.Url));

        bench.Entries.BeforeReplace = async _ => await server.KillAsync();
        await bench.Browser.GetAsync(bench.App, "/set/late/1");

        Assert.True(bench.App.Log.Has("LAR351"));
    }

    [Fact]
    public async Task A_session_keeps_its_id_while_the_tier_is_away()
    {
        await using var server = await RedisServer.StartAsync("appendonly yes", "appendfsync always");
        await using var bench = await SessionBench.StartAsync(new TierPlace(TierKind.Redis, server.Url));
        var cookie = bench.Browser.Cookies["session"];
        await server.KillAsync();

        Assert.Equal("false", await bench.Browser.GetAsync(bench.App, "/rotate"));

        Assert.Equal(cookie, bench.Browser.Cookies["session"]);
    }

    [Fact]
    public async Task A_session_that_was_ended_while_the_tier_was_away_is_gone_when_it_is_back()
    {
        await using var server = await RedisServer.StartAsync("appendonly yes", "appendfsync always");
        await using var bench = await SessionBench.StartAsync(new TierPlace(TierKind.Redis, server.Url));
        var copy = bench.Browser.Copy();
        await server.KillAsync();

        await bench.Browser.GetAsync(bench.App, "/end");
        await server.StartAgainAsync();

        await Eventually.HoldsAsync(async () => await copy.GetAsync(bench.App, "/available") == "true");
        Assert.Equal("", await copy.GetAsync(bench.App, "/keys"));
    }
}
