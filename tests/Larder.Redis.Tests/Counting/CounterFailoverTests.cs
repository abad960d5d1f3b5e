using System.Globalization;
using Larder.Counting;
using Larder.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Redis.Tests.Counting;

/// <summary>Counters on a primary that real sentinels watch, and that dies.</summary>
public sealed class CounterFailoverTests
{
    private const string Counter = "page:index:counter";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task W32_A_killed_primary_fails_no_addition_and_none_is_lost_or_doubled()
    {
        await using var group = await SentinelGroup.StartAsync();
        await using var process = Start(group);
        var counters = process.GetRequiredService<ICounters>();
        for (var i = 0; i < 100; i++) await counters.AddAsync(Counter);
        await IsAtAsync(group.Servers[1], 100);

        await group.Servers[0].KillAsync();
        // Sixteen clients who count before anybody has noticed, while sentinels agree, and after it: any failure comes out here.
        var counting = Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++) await counters.AddAsync(Counter);
        }));
        await Task.WhenAll(counting);
        await Eventually.HoldsAsync(async () => await group.PrimaryAsync() == group.Servers[1], Patience);

        await IsAtAsync(group.Servers[1], 1_700);
        Assert.Equal(1_701, await counters.AddAsync(Counter));
    }

    [Fact]
    public async Task W34_A_former_primary_that_comes_back_empty_is_not_counted_into()
    {
        await using var group = await SentinelGroup.StartAsync();
        await using var process = Start(group);
        var counters = process.GetRequiredService<ICounters>();
        for (var i = 0; i < 100; i++) await counters.AddAsync(Counter);
        await IsAtAsync(group.Servers[1], 100);
        await group.Servers[0].KillAsync();
        await Eventually.HoldsAsync(async () => await group.PrimaryAsync() == group.Servers[1], Patience);
        await Eventually.HoldsAsync(async () => await counters.AddAsync(Counter) > 100 && await IsPrimaryAsync(group.Servers[1]), Patience);
        var before = await counters.GetAsync(Counter);
        await IsAtAsync(group.Servers[1], before);

        // It is a primary again, with nothing in it, until sentinels tell it otherwise.
        await group.Servers[0].StartAgainAsync();
        await using var another = Start(group);
        var shown = new List<long>();
        for (var i = 0; i < 200 || await IsPrimaryAsync(group.Servers[0]); i++)
            shown.Add(await (i % 2 == 0 ? counters : another.GetRequiredService<ICounters>()).AddAsync(Counter));

        // Who adds to an empty counter is shown a small number.
        Assert.All(shown, count => Assert.InRange(count, before + 1, before + shown.Count));
        foreach (var server in group.Servers) await IsAtAsync(server, before + shown.Count);
    }

    private static async Task<bool> IsPrimaryAsync(RedisServer server)
    {
        while (true)
        {
            try
            {
                return await server.CallAsync("ROLE") is object?[] role && role[0] is "master";
            }
            catch (IOException)
            {
                // Sentinels end all connections of a server whose role they change: it is asked again.
            }
        }
    }

    private static Task IsAtAsync(RedisServer server, long count) => Eventually.HoldsAsync(
        async () => await server.TextAsync("GET", Counter) == count.ToString(CultureInfo.InvariantCulture), Patience);

    private static ServiceProvider Start(SentinelGroup group)
    {
        var services = new ServiceCollection();
        services.AddLarder().UseRedis(group.Url).Configure(static options =>
        {
            options.KeyPrefix = "";
            options.CommandTimeout = TimeSpan.FromSeconds(5);
        });
        return services.BuildServiceProvider();
    }
}
