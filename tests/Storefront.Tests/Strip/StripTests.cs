using System.Globalization;
using System.Text.RegularExpressions;
using Storefront.Tests.Support;

namespace Storefront.Tests.Strip;

public sealed class StripTests
{
    [Fact]
    public async Task Strip_tells_tiers_reasons_time_and_queries()
    {
        await using var shop = Shop.Open();

        var cold = await shop.VisitAsync("/products/7");
        var warm = await shop.VisitAsync("/products/7");

        Assert.Matches(
            @"^What this page cost Data [\d.,]+ ms Database 1 query 1 cache read 0 memory 0 sqlite 1 loaded 0 stale Without the cache about [\d.,]+ ms show me "
            + "Why loaded: 1 × cold – not asked for before ", cold.Strip);
        Assert.Matches(
            @"^What this page cost Data [\d.,]+ ms Database 0 queries 1 cache read 1 memory 0 sqlite 0 loaded 0 stale Without the cache about [\d.,]+ ms show me ",
            warm.Strip);
        Assert.DoesNotContain("Why loaded", warm.Strip);
    }

    [Fact]
    public async Task Without_the_cache_it_would_have_cost_what_the_load_cost()
    {
        await using var shop = Shop.Open(("Storefront:DbLatencyMs", "50"));

        await shop.VisitAsync("/products/7");
        var warm = await shop.VisitAsync("/products/7");

        var about = Regex.Match(warm.Strip, @"Without the cache about ([\d.,]+) ms").Groups[1].Value;
        Assert.InRange(double.Parse(about, CultureInfo.InvariantCulture), 40, 10_000);
        Assert.Contains("Each query includes a simulated network latency of 50 ms", warm.Strip);
    }

    [Fact]
    public async Task Show_me_asks_the_database_and_leads_back()
    {
        await using var shop = Shop.Open();
        var warm = await shop.VisitAsync("/products?skip=10&limit=20");

        var address = warm.LinkTo("show me");
        var before = shop.Queries;
        var first = await shop.VisitAsync(address);
        var second = await shop.VisitAsync(address);

        Assert.Equal("/products?skip=10&limit=20&cache=off", address);
        Assert.Equal(4, shop.Queries - before);
        Assert.All([first, second], page => Assert.Contains("2 queries", page.Strip));
        Assert.All([first, second], page => Assert.Contains("bypassed – this page was asked not to use the cache", page.Strip));
        Assert.Contains("this is it", first.Strip);
        Assert.Equal("/products?skip=10&limit=20", first.LinkTo("back to the cache"));
    }

    [Fact]
    public async Task Page_past_the_cache_shows_what_the_database_has_now()
    {
        using var folder = new DataFolder();
        await using var shop = Shop.OpenOn(folder);
        await shop.VisitAsync("/products/7");
        Database.Run(folder, "UPDATE products SET name = 'Changed elsewhere' WHERE id = 7");

        var past = await shop.VisitAsync("/products/7?cache=off");
        var through = await shop.VisitAsync("/products/7");

        Assert.Contains("Changed elsewhere", past.Text);
        Assert.DoesNotContain("Changed elsewhere", through.Text);
    }

    [Fact]
    public async Task Keys_are_shown_in_development_alone()
    {
        await using var open = Shop.Open();
        await using var closed = Shop.Open(("environment", "Production"));

        var shown = await open.VisitAsync("/products/7");
        var hidden = await closed.VisitAsync("/products/7");
        using var header = await closed.Curl.GetAsync("/api/products/7");

        Assert.Contains("product:7", shown.Strip);
        Assert.DoesNotContain("product:7", hidden.Source);
        Assert.DoesNotContain("key=", Assert.Single(header.Headers.GetValues("Cache-Status")));
    }
}
