using Larder.Counting;
using Larder.Redis.Hosting;
using Larder.Support;
using Larder.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Redis.Tests.Counting;

/// <summary>Where counters are, by the settings.</summary>
public sealed class CounterPlaceTests
{
    [Fact]
    public async Task Counters_and_visits_are_on_the_server_that_is_named_for_them()
    {
        await using var cache = await RedisServer.StartAsync();
        await using var counting = await RedisServer.StartAsync();
        await using var process = Start(cache, options => options.CountersUrl = counting.Url + "/2");

        await process.GetRequiredService<ICounters>().AddAsync("hits");
        await process.GetRequiredService<Visitors>().RecordAsync("/ad", "ann");

        await using var there = await counting.OpenAsync();
        await there.CallAsync("SELECT", "2");
        Assert.Equal("1", await there.CallAsync("GET", "shop:hits"));
        Assert.Equal("ann", Assert.Single((object?[])(await there.CallAsync("ZRANGE", $"shop:visits:{{/ad}}:{Today(process)}\u001fv", "0", "-1"))!));
        Assert.Equal(0L, await cache.CallAsync("EXISTS", "shop:hits"));
    }

    [Fact]
    public async Task Counters_in_a_database_of_their_own_outlive_a_FLUSHDB_of_the_cache()
    {
        await using var server = await RedisServer.StartAsync();
        await using var process = Start(server, static options => options.CountersDatabase = 3);
        await process.GetRequiredService<ICounters>().AddAsync("hits");

        await server.CallAsync("FLUSHDB");

        Assert.Equal(2, await process.GetRequiredService<ICounters>().AddAsync("hits"));
    }

    [Fact]
    public void The_password_of_the_cache_goes_to_no_other_server()
    {
        var options = new CacheOptions { Name = "shop" };
        options.Redis.Url = "redis://cache.example.com/1";
        options.Redis.Password = "secret";
        Assert.Null(ConnectionSettings.ForCounters(options));

        options.Redis.CountersDatabase = 4;
        var sameServer = ConnectionSettings.ForCounters(options)!;
        options.Redis.CountersUrl = "redis://counters.example.com/1";
        var other = ConnectionSettings.ForCounters(options)!;

        Assert.Contains("***", sameServer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("***", other.ToString(), StringComparison.Ordinal);
        Assert.Equal((4, 4, "shop"), (sameServer.Database, other.Database, other.ClientName));
    }

    private static string Today(IServiceProvider process) => process.GetRequiredService<Visitors>().Today.ToString("O", null);

    private static ServiceProvider Start(RedisServer cache, Action<RedisSettings> configure)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new FakeClock());
        services.AddLarder().UseRedis(cache.Url).Configure(options =>
        {
            options.Name = "shop";
            options.CommandTimeout = TimeSpan.FromSeconds(10);
            configure(options.Redis);
        });
        return services.BuildServiceProvider();
    }
}
