using System.Text.Json;
using Larder.Support;
using Storefront.CacheMetrics;
using Storefront.Tests.Support;

namespace Storefront.Tests.CacheMetrics;

public sealed class MetricsTests
{
    [Fact]
    public async Task S1_27_Figures_of_Redis_have_the_names_of_its_INFO()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var shop = Shop.Open(("Larder:SharedTier", "redis"), ("Larder:Redis:Url", redis.Url));
        await shop.ReadAsync("/api/products/7");

        var answer = JsonDocument.Parse(await shop.ReadAsync("/cache-metrics")).RootElement;
        var page = await shop.VisitAsync("/cache-metrics");

        var figures = answer.GetProperty("redis");
        Assert.Equal(
            ["connected_clients", "hit_rate", "keyspace_hits", "keyspace_misses", "total_commands_processed", "used_memory_human", "used_memory_peak_human"],
            figures.EnumerateObject().Select(static field => field.Name).Order());
        Assert.InRange(figures.GetProperty("connected_clients").GetInt64(), 2, 1_000);
        Assert.Matches(@"^[\d.]+[BKMG]$", figures.GetProperty("used_memory_human").GetString());
        Assert.Contains("keyspace_misses", page.Text);
    }

    [Fact]
    public async Task S1_28_Hits_misses_and_their_rate_are_those_of_the_reads()
    {
        await using var shop = Shop.Open();
        for (var read = 0; read < 20; read++) await shop.ReadAsync("/api/products/7");

        var own = JsonDocument.Parse(await shop.ReadAsync("/cache-metrics")).RootElement.GetProperty("cache");

        Assert.Equal((19, 1, 0.95), (own.GetProperty("hits").GetInt64(), own.GetProperty("misses").GetInt64(), own.GetProperty("hit_rate").GetDouble()));
    }

    [Theory, InlineData(95, 5, 0.95), InlineData(0, 0, 0), InlineData(0, 5, 0), InlineData(5, 0, 1)]
    public void W11_The_hit_rate_is_the_share_of_all_reads(long hits, long misses, double rate)
    {
        Assert.Equal(rate, HitRate.Of(hits, misses));
        Assert.Equal(rate, RedisMetrics.Of($"# Stats\r\nkeyspace_hits:{hits}\r\nkeyspace_misses:{misses}\r\n").HitRate);
    }

    [Fact]
    public async Task W22_A_Redis_that_does_not_answer_is_told_and_fails_no_page()
    {
        await using var redis = RedisServer.Prepare();
        await using var shop = Shop.Open(("Larder:SharedTier", "redis"), ("Larder:Redis:Url", redis.Url));

        var answer = await shop.ReadAsync("/cache-metrics");
        var page = await shop.VisitAsync("/cache-metrics");

        Assert.Contains("\"redis_state\":\"does not answer\",\"redis\":null", answer);
        Assert.Contains("Redis does not answer now.", page.Text);
    }
}
