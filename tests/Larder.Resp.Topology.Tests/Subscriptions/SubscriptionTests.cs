using System.Globalization;
using Larder.Resp.Subscriptions;
using Larder.Resp.Topology.Tests.Servers;
using Larder.Support;

namespace Larder.Resp.Topology.Tests.Subscriptions;

public class SubscriptionTests
{
    [Fact]
    public async Task Channels_and_patterns_are_heard_in_order()
    {
        await using var server = await RedisServer.StartAsync();
        await using var client = await TestClient.ConnectAsync(server.Url);
        await using var channels = await client.SubscribeAsync(["news", "other"]);
        await using var patterns = await client.SubscribePatternsAsync(["n*s"]);
        await using var publisher = await server.OpenAsync();

        for (var i = 0; i < 100; i++) Assert.Equal(2L, await publisher.CallAsync("PUBLISH", "news", i.ToString(CultureInfo.InvariantCulture)));
        await publisher.CallAsync("PUBLISH", "other", "last");

        var heard = await TakeAsync(channels, 101);
        Assert.Equal([.. Enumerable.Range(0, 100).Select(i => i.ToString(CultureInfo.InvariantCulture)), "last"], heard.Select(message => message.Text));
        Assert.Equal("other", heard[^1].Channel);
        var matched = await TakeAsync(patterns, 1);
        Assert.Equal(("news", "n*s", "0"), (matched[0].Channel, matched[0].Pattern, matched[0].Text));
    }

    [Fact]
    public async Task A_lost_connection_leaves_a_gap_and_messages_come_again()
    {
        await using var server = await RedisServer.StartAsync();
        await using var client = await TestClient.ConnectAsync(server.Url);
        await using var news = await client.SubscribeAsync(["news"]);
        await server.CallAsync("PUBLISH", "news", "before");

        await server.CallAsync("CLIENT", "KILL", "TYPE", "pubsub");
        await Eventually.HoldsAsync(async () => await server.CallAsync("PUBLISH", "news", "after") is 1L);

        var heard = await TakeAsync(news, 3);
        Assert.Equal([RespMessageKind.Message, RespMessageKind.Gap, RespMessageKind.Message], heard.Select(message => message.Kind));
        Assert.Equal(["before", "", "after"], heard.Select(message => message.Text));
    }

    [Fact]
    public async Task A_restarted_server_is_subscribed_to_again()
    {
        await using var server = await RedisServer.StartAsync();
        await using var client = await TestClient.ConnectAsync(server.Url);
        await using var news = await client.SubscribeAsync(["news"]);

        await server.KillAsync();
        await server.StartAgainAsync();
        await Eventually.HoldsAsync(async () => await server.CallAsync("PUBLISH", "news", "after") is 1L);

        Assert.Equal(["", "after"], (await TakeAsync(news, 2)).Select(message => message.Text));
    }

    [Fact]
    public async Task A_slow_reader_finds_a_gap_and_the_server_is_not_held_up()
    {
        await using var server = await RedisServer.StartAsync();
        await using var client = await TestClient.ConnectAsync(server.Url);
        await using var news = await client.SubscribeAsync(["news"], new RespSubscriptionOptions { MaxMessages = 10 });
        await using var publisher = await server.OpenAsync();

        for (var i = 0; i < 1000; i++) await publisher.CallAsync("PUBLISH", "news", i.ToString(CultureInfo.InvariantCulture));
        await client.SubscribeAsync(["done"]).ContinueWith(static opened => opened.Result.DisposeAsync().AsTask(), TaskScheduler.Default).Unwrap();
        var heard = await TakeAsync(news, 11);

        Assert.Equal(Enumerable.Range(0, 10).Select(i => i.ToString(CultureInfo.InvariantCulture)), heard.Take(10).Select(message => message.Text));
        Assert.Equal(RespMessageKind.Gap, heard[10].Kind);
    }

    [Fact]
    public async Task A_refused_subscription_is_told_at_once_and_a_disposed_one_ends()
    {
        await using var server = await RedisServer.StartAsync();
        await server.CallAsync("ACL", "SETUSER", "cacher", "on", ">p", "~*", "&cache:*", "+@all");
        await using var client = await TestClient.ConnectAsync($"redis://cacher:p@{server.EndPoint}");

        Assert.Equal("NOPERM", (await Assert.ThrowsAsync<RespServerException>(() => client.SubscribeAsync(["other"]))).Code);
        await Assert.ThrowsAsync<ArgumentException>(() => client.SubscribeAsync([]));
        var news = await client.SubscribeAsync(["cache:news"]);
        var reading = TakeAsync(news, 1);
        await news.DisposeAsync();
        Assert.Empty(await reading);
        await Eventually.HoldsAsync(async () => await server.CallAsync("PUBLISH", "cache:news", "x") is 0L);
    }

    internal static async Task<List<RespMessage>> TakeAsync(RespSubscription subscription, int count)
    {
        using var patience = new CancellationTokenSource(Eventually.Deadline);
        var messages = new List<RespMessage>();
        await foreach (var message in subscription.WithCancellation(patience.Token))
        {
            messages.Add(message);
            if (messages.Count == count) break;
        }
        return messages;
    }
}
