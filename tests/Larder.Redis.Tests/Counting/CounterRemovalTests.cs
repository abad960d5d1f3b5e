using Larder.Counting;
using Larder.Support;
using Larder.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Redis.Tests.Counting;

/// <summary>Counters share prefix and database with the cache, and are not part of it.</summary>
public sealed class CounterRemovalTests
{
    [Theory]
    [InlineData("*")]
    [InlineData("page:*")]
    [InlineData("page:*:views")]
    [InlineData("")]
    public async Task What_removes_entries_leaves_counters_and_visits_and_keys_of_others(string pattern)
    {
        await using var server = await RedisServer.StartAsync();
        await using var process = Start(server);
        var (cache, counters, visitors) = (process.GetRequiredService<ICache>(), process.GetRequiredService<ICounters>(), process.GetRequiredService<Visitors>());
        await counters.AddAsync("page:a:views", 7);
        await visitors.RecordAsync("page:a:views", "ann");
        await server.CallAsync("HSET", "shop:page:other:views", "field", "of another program");
        await cache.SetAsync("page:b:views", "an entry");

        if (pattern.Length > 0) await cache.RemoveByPatternAsync(pattern);
        else await cache.ClearAsync();

        Assert.Equal("loaded", await cache.GetOrLoadAsync("page:b:views", static _ => new ValueTask<string>("loaded")));
        Assert.Equal(8, await counters.AddAsync("page:a:views"));
        Assert.Equal(1, (await visitors.CountAsync("page:a:views", visitors.Today)).Count);
        Assert.False(await visitors.RecordAsync("page:a:views", "ann"));
        Assert.Equal(1L, await server.CallAsync("EXISTS", "shop:page:other:views"));
    }

    private static ServiceProvider Start(RedisServer server)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new FakeClock());
        services.AddLarder().UseRedis(server.Url).Configure(static options =>
        {
            options.Name = "shop";
            options.CommandTimeout = TimeSpan.FromSeconds(10);
        });
        return services.BuildServiceProvider();
    }
}
