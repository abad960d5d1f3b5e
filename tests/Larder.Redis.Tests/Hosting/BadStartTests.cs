using System.Net;
using System.Net.Sockets;
using Larder.Redis.Tests.Support;
using Larder.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Redis.Tests.Hosting;

/// <summary>No start and no read fails because of Redis: it is said once, and it heals by itself.</summary>
public sealed class BadStartTests
{
    [Fact]
    public async Task Server_that_starts_later_is_used_then()
    {
        await using var server = RedisServer.Prepare();
        await using var app = await StartAsync(server.Url);

        await ReadsAnswerAsync(app, "LAR201");
        await server.StartAgainAsync();

        await HealsAsync(app, server);
    }

    [Fact]
    public async Task Wrong_password_is_told_and_used_when_the_server_takes_it()
    {
        await using var server = await RedisServer.StartAsync("user app on >right ~* &* +@all");
        await using var app = await StartAsync($"redis://app:wrong@{server.EndPoint}");

        await ReadsAnswerAsync(app, "LAR203");
        Assert.Empty(app.Log.With("wrong@"));
        await server.CallAsync("ACL", "SETUSER", "app", ">wrong");

        await HealsAsync(app, server);
    }

    [Fact]
    public async Task Server_that_is_no_Redis_is_told()
    {
        await using var server = RedisServer.Prepare();
        using (var stop = new CancellationTokenSource())
        {
            using var listener = new TcpListener(IPAddress.Loopback, server.Port);
            listener.Start();
            var web = AnswerAsAWebServerAsync(listener, stop.Token);
            await using var app = await StartAsync(server.Url);

            await ReadsAnswerAsync(app, server.EndPoint);

            await stop.CancelAsync();
            listener.Stop();
            await web;
            await server.StartAgainAsync();
            await HealsAsync(app, server);
        }
    }

    [Fact]
    public async Task Host_that_nobody_knows_is_told()
    {
        await using var app = await StartAsync("redis://no-such-host.invalid:6379");

        await ReadsAnswerAsync(app, "no-such-host.invalid");
    }

    [Fact]
    public async Task Server_that_takes_connections_and_says_nothing_delays_no_read_for_long()
    {
        await using var server = await RedisServer.StartAsync();
        server.Suspend();
        await using var app = await StartAsync(server.Url);

        for (var i = 0; i < 20; i++) Assert.Equal($"{i}", await app.ReadAsync($"key{i}", $"{i}"));
        Assert.Single(app.Log.With("LAR321 The shared tier redis (reading)"));
        server.Resume();

        await HealsAsync(app, server);
    }

    private static Task<App> StartAsync(string url) => App.StartAsync(
        builder => builder.AddLarder().UseRedis(url), ("Larder:Name", "app"), ("Larder:Breaker:OpenFor", "200ms"));

    private static async Task ReadsAnswerAsync(App app, string cause)
    {
        for (var i = 0; i < 20; i++) Assert.Equal($"{i}", await app.ReadAsync($"key{i}", $"{i}"));
        Assert.Equal("set", await SetAsync(app));
        Assert.Contains(cause, Assert.Single(app.Log.With("LAR321 The shared tier redis (reading)")), StringComparison.Ordinal);
    }

    private static async Task<string?> SetAsync(App app)
    {
        await app.Cache.SetAsync("given", "set");
        return (await app.Cache.TryGetAsync<string>("given")).Value;
    }

    private static async Task HealsAsync(App app, RedisServer server)
    {
        await Eventually.HoldsAsync(async () =>
        {
            var key = $"after-{Guid.NewGuid():N}";
            await app.ReadAsync(key);
            return await server.TextAsync("EXISTS", $"app:{key}") == "1";
        });
        Assert.Single(app.Log.With("LAR322 The shared tier redis (reading)"));
    }

    private static async Task AnswerAsAWebServerAsync(TcpListener listener, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                using var visitor = await listener.AcceptSocketAsync(stop);
                await visitor.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), stop);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException)
        {
            // The test is over with it.
        }
    }
}
