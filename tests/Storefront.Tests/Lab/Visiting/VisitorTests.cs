using Storefront.Lab.Visiting;
using Storefront.Tests.Support;

namespace Storefront.Tests.Lab.Visiting;

public sealed class VisitorTests
{
    [Fact]
    public async Task He_waits_until_he_is_let_walk_and_pauses_when_he_is_told_to()
    {
        await using var shop = Shop.Open();
        var before = await LooksAsync(shop, 0);
        await shop.LabAsync("visitor?rate=50");
        await Eventually.HoldsAsync(async () => await LooksAsync(shop, 50) >= 20, "he walks");
        await LooksAsync(shop, 0);
        // A look that was under way ends; a second of him would be fifty more.
        var paused = await LooksAsync(shop, 0);
        await shop.LabAsync("stampede?callers=1");
        var page = await shop.VisitAsync("/lab/visitor");

        Assert.Equal(0, before);
        Assert.InRange(await LooksAsync(shop, 0), paused, paused + 1);
        Assert.Contains("He pauses.", page.Text);
        Assert.Contains("Errors 0 ", page.Text);
    }

    [Fact]
    public async Task He_walks_from_the_start_when_the_settings_say_so()
    {
        await using var shop = Shop.Open(("Storefront:Visitor", "20"));

        await Eventually.HoldsAsync(async () => await LooksAsync(shop, 20) >= 5, "he walks");

        Assert.True(shop.Queries > 0, "he asked nothing");
    }

    [Fact]
    public async Task An_error_does_not_end_his_walk()
    {
        await using var shop = Shop.Open();
        await shop.LabAsync("gates?database=closed");

        await shop.LabAsync("visitor?rate=50");

        await Eventually.HoldsAsync(async () => (await shop.LabAsync("visitor?rate=50")).GetProperty("errors").GetInt64() >= 3, "he goes on after an error");
    }

    [Fact]
    public void Popular_products_are_looked_at_more_often_and_all_exist()
    {
        var (products, chance) = (new ZipfProducts(300), new Random(7));

        var looks = Enumerable.Range(0, 20_000).Select(_ => products.Next(chance)).CountBy(static product => product).ToDictionary();

        Assert.All(looks.Keys, static product => Assert.InRange(product, 1, 300));
        Assert.InRange((double)looks[1] / looks[2], 1.7, 2.3);
        Assert.InRange((double)looks[1] / looks[10], 8, 12);
    }

    private static async Task<long> LooksAsync(Shop shop, int rate) => (await shop.LabAsync($"visitor?rate={rate}")).GetProperty("looks").GetInt64();
}
