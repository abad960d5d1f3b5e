using Larder.Counting;
using Larder.Redis.Counting;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Redis.Tests.Hosting;

/// <summary>Counters live where the entries do.</summary>
public sealed class CountersPlaceTests
{
    [Theory]
    [InlineData(SharedTierChoice.None, false)]
    [InlineData(SharedTierChoice.Sqlite, false)]
    [InlineData(SharedTierChoice.Auto, true)]
    [InlineData(SharedTierChoice.Redis, true)]
    public async Task Counters_are_in_redis_exactly_if_it_is_the_shared_tier(SharedTierChoice choice, bool isInRedis)
    {
        var services = new ServiceCollection();
        services.AddLarder().UseRedis("redis://localhost:1").Configure(options => (options.Name, options.SharedTier) = ("shop", choice));
        await using var provider = services.BuildServiceProvider();

        Assert.Equal(isInRedis, provider.GetRequiredService<IVisitorStore>() is RedisVisitors);
        Assert.Equal(isInRedis, provider.GetRequiredService<ICounters>() is MergingCounters);
    }
}
