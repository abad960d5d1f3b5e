using System.Diagnostics;
using System.Globalization;
using Larder.Counting;
using Larder.Support;
using Larder.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Redis.Tests.Counting;

/// <summary>Counters on a real server, behind a network that fails.</summary>
public sealed class CounterFaultTests
{
    [Fact]
    public async Task An_addition_whose_answer_was_lost_counts_once()
    {
        await using var server = await RedisServer.StartAsync();
        await using var proxy = TcpProxy.To(server.Port);
        await using var process = Start(proxy);
        var counters = process.GetRequiredService<ICounters>();
        Assert.Equal(1, await counters.AddAsync("n"));

        proxy.ToClient.Swallows = true;
        var shown = await counters.AddAsync("n");
        var atServer = await server.TextAsync("GET", "n");
        proxy.Reset();
        proxy.Heal();
        await ReachesAsync(counters, server);

        Assert.Equal((2, "2"), (shown, atServer));
        Assert.Equal("2", await server.TextAsync("GET", "n"));
        Assert.Equal(3, await counters.AddAsync("n"));
    }

    [Fact]
    public async Task Connections_that_break_again_and_again_neither_lose_nor_double_a_count()
    {
        await using var server = await RedisServer.StartAsync();
        await using var proxy = TcpProxy.To(server.Port);
        await using (var process = Start(proxy))
        {
            var counters = process.GetRequiredService<ICounters>();
            await counters.AddAsync("n", 0);
            var counting = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
            {
                for (var i = 0; i < 250; i++)
                {
                    await counters.AddAsync("n");
                    await Task.Delay(2);
                }
            })).ToArray();

            for (var cut = 0; !Task.WhenAll(counting).IsCompleted; cut++)
            {
                proxy.ToClient.Swallows = cut % 2 == 0;
                await Task.Delay(20);
                proxy.Reset();
                proxy.Heal();
                await Task.Delay(100);
            }

            await Task.WhenAll(counting);
            await ReachesAsync(counters, server);
        }

        Assert.Equal("2000", await server.TextAsync("GET", "n"));
    }

    [Fact]
    public async Task While_the_server_is_away_nobody_waits_and_when_it_is_back_all_is_merged_unasked()
    {
        await using var server = await RedisServer.StartAsync();
        await using var proxy = TcpProxy.To(server.Port);
        await using var process = Start(proxy);
        var (counters, visitors) = (process.GetRequiredService<ICounters>(), process.GetRequiredService<Visitors>());
        await counters.AddAsync("n", 40);
        await visitors.RecordAsync("/ad", "ann");
        proxy.BlackHole();
        await counters.AddAsync("n");
        await visitors.RecordAsync("/ad", "bob");

        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < 1_000; i++) await counters.AddAsync("n");
        for (var i = 0; i < 1_000; i++) await visitors.RecordAsync("/ad", $"visitor {i % 10}");
        var took = Stopwatch.GetElapsedTime(started);
        var shown = await counters.GetAsync("n");
        proxy.Heal();
        proxy.Reset();

        await Eventually.HoldsAsync(async () => await server.TextAsync("GET", "n") == "1041");
        await Eventually.HoldsAsync(async () => await server.CallAsync("ZCARD", $"visits:{{/ad}}:{Day(visitors)}\u001fv") is 12L);
        Assert.Equal(1_041, shown);
        Assert.True(took < TimeSpan.FromSeconds(10), $"2,000 calls took {took}; each would have taken its whole time");
    }

    [Fact]
    public async Task A_key_that_holds_something_else_does_not_hold_up_other_counters()
    {
        await using var server = await RedisServer.StartAsync();
        await using var process = Start(server.Url);
        var counters = process.GetRequiredService<ICounters>();
        await server.CallAsync("HSET", "taken", "field", "value");

        Assert.Equal(5, await counters.AddAsync("taken", 5));
        Assert.Equal(1, await counters.AddAsync("free"));

        Assert.Equal("1", await server.TextAsync("GET", "free"));
        await server.CallAsync("DEL", "taken");
        await Eventually.HoldsAsync(async () => await server.TextAsync("GET", "taken") == "5");
    }

    [Fact]
    public async Task Other_programs_read_and_add_to_the_plain_keys()
    {
        await using var server = await RedisServer.StartAsync();
        await using var process = Start(server.Url, new FakeClock());
        var days = process.GetRequiredService<DayCounters>();
        var today = days.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        await days.AddAsync("page:index:counter");
        await server.CallAsync("INCR", $"page:index:counter:{today}");
        var tally = await days.AddAsync("page:index:counter");

        Assert.Equal(new DayTally(2, 3), tally);
        Assert.Equal("2", await server.TextAsync("GET", "page:index:counter"));
        Assert.Equal([$"page:index:counter:{today}"], (object?[]?)await server.CallAsync("KEYS", "page:index:counter:*"));
        Assert.Equal(-1L, await server.CallAsync("TTL", "page:index:counter"));
        Assert.InRange((long)(await server.CallAsync("TTL", $"page:index:counter:{today}"))!, 399 * 86_400, 400 * 86_400);
    }

    private static string Day(Visitors visitors) => visitors.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // What is owed is merged before, or with, an addition that gets through.
    private static Task ReachesAsync(ICounters counters, RedisServer server) => Eventually.HoldsAsync(async () =>
    {
        await counters.AddAsync("probe");
        return await server.TextAsync("GET", "probe") != "" && await counters.GetAsync("probe") == long.Parse(await server.TextAsync("GET", "probe"), CultureInfo.InvariantCulture);
    });

    private static ServiceProvider Start(TcpProxy proxy) => Start($"redis://{proxy.EndPoint}");

    private static ServiceProvider Start(string url, TimeProvider? time = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddLarder().UseRedis(url).Configure(static options =>
        {
            options.KeyPrefix = "";
            options.CommandTimeout = TimeSpan.FromSeconds(1);
        });
        return services.BuildServiceProvider();
    }
}
