using System.Globalization;
using System.Text.RegularExpressions;
using Storefront.Tests.Support;

namespace Storefront.Tests.Strip;

public sealed class HeaderTests
{
    [Fact]
    public async Task Cache_status_says_hit_miss_and_bypass()
    {
        await using var shop = Shop.Open(("environment", "Production"));

        Assert.Equal("larder; fwd=miss; detail=cold", await StatusAsync(shop, "/api/products/7"));
        Assert.Matches(@"^larder; hit; ttl=\d+$", await StatusAsync(shop, "/api/products/7"));
        Assert.Equal("larder; fwd=bypass; detail=bypassed", await StatusAsync(shop, "/api/products/7?cache=off"));
    }

    [Fact]
    public async Task Another_shop_on_the_same_cache_hits_the_shared_tier()
    {
        using var folder = new DataFolder();
        await using var first = Shop.OpenOn(folder);
        await using var second = Shop.OpenOn(folder, ("environment", "Production"));
        await first.ReadAsync("/api/products/7");

        var shared = await StatusAsync(second, "/api/products/7");

        // Memory may refuse a copy until the change feed has shown what the first shop wrote, and while a busy machine holds the feed up.
        await Eventually.HoldsAsync(
            async () => Regex.IsMatch(await StatusAsync(second, "/api/products/7"), @"^larder; hit; ttl=\d+$"), "the next shop hits its own memory");

        Assert.Matches(@"^larder; hit; ttl=\d+; detail=shared$", shared);
        Assert.Equal(0, second.Queries);
    }

    [Fact]
    public async Task Server_timing_tells_the_data_phase_and_the_queries()
    {
        await using var shop = Shop.Open(("Storefront:DbLatencyMs", "50"));

        using var cold = await shop.Curl.GetAsync("/api/products");
        using var warm = await shop.Curl.GetAsync("/api/products");

        var coldEntries = Assert.Single(cold.Headers.GetValues("Server-Timing"));
        var warmEntries = Assert.Single(warm.Headers.GetValues("Server-Timing"));
        // Two times 50 ms; the timer's clock is coarse and may be some milliseconds early.
        Assert.InRange(Milliseconds(coldEntries, "data"), 85, 10_000);
        Assert.InRange(Milliseconds(coldEntries, "db"), 85, 10_000);
        Assert.Contains("desc=\"2 queries\"", coldEntries);
        Assert.InRange(Milliseconds(warmEntries, "data"), 0.0000001, 50);
        Assert.DoesNotContain("db;", warmEntries);
    }

    [Fact]
    public async Task Page_that_asked_nothing_has_no_such_headers()
    {
        await using var shop = Shop.Open();

        using var answer = await shop.Curl.GetAsync("/");

        Assert.False(answer.Headers.Contains("Cache-Status"));
        Assert.False(answer.Headers.Contains("Server-Timing"));
    }

    private static async Task<string> StatusAsync(Shop shop, string address)
    {
        using var answer = await shop.Curl.GetAsync(address);
        return answer.Headers.GetValues("Cache-Status").Single();
    }

    private static double Milliseconds(string header, string entry) =>
        double.Parse(Regex.Match(header, $"(?:^|, ){entry};dur=([0-9.]+)").Groups[1].Value, CultureInfo.InvariantCulture);
}
