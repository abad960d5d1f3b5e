using Larder.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Larder.AspNetCore.Tests.Health;

public class HealthTests
{
    [Fact]
    public async Task Cache_in_memory_alone_is_healthy()
    {
        await using var services = Services(static _ => { });

        var report = await CheckAsync(services);

        Assert.Equal(HealthStatus.Healthy, report.Status);
    }

    [Fact]
    public async Task Outage_of_redis_degrades_and_its_end_heals_with_nobody_reading_or_writing()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var services = Services(cache => cache.UseRedis(redis.Url));
        var cache = services.GetRequiredService<ICache>();
        await Eventually.HoldsAsync(async () => await cache.SetAsync("product:1", "a kettle"));
        await IsAsync(services, HealthStatus.Healthy);

        await redis.StopAsync();
        await cache.RemoveAsync("product:1");
        var away = await IsAsync(services, HealthStatus.Degraded);
        Assert.Equal(1, away.Data["owedRemovals"]);
        Assert.Equal(false, away.Data["reads"]);
        Assert.Contains("does not answer", away.Description);

        await redis.StartAgainAsync();
        var back = await IsAsync(services, HealthStatus.Healthy);
        Assert.Equal(0, back.Data["owedRemovals"]);
        Assert.Equal(true, back.Data["writes"]);
    }

    [Fact]
    public async Task Redis_that_hangs_does_not_make_the_check_hang()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var services = Services(cache => cache.UseRedis(redis.Url));
        var cache = services.GetRequiredService<ICache>();
        await Eventually.HoldsAsync(async () => await cache.SetAsync("product:1", "a kettle"));

        redis.Suspend();
        try
        {
            var report = await CheckAsync(services).WaitAsync(Eventually.Deadline);
            Assert.Equal(HealthStatus.Degraded, report.Status);
        }
        finally
        {
            redis.Resume();
        }
    }

    private static ServiceProvider Services(Action<Hosting.LarderBuilder> configure)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        configure(services.AddLarder().Configure(static options => options.Name = "shop"));
        services.AddHealthChecks().AddLarder();
        return services.BuildServiceProvider();
    }

    private static async Task<HealthReportEntry> IsAsync(IServiceProvider services, HealthStatus status)
    {
        HealthReportEntry last = default;
        await Eventually.HoldsAsync(async () => (last = await CheckAsync(services)).Status == status);
        return last;
    }

    private static async Task<HealthReportEntry> CheckAsync(IServiceProvider services) =>
        Assert.Single((await services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries).Value;
}
