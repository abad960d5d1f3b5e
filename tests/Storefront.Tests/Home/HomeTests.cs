using Storefront.Tests.Support;

namespace Storefront.Tests.Home;

public sealed class HomeTests
{
    [Fact]
    public async Task Curl_reads_how_often_the_page_was_seen()
    {
        await using var shop = Shop.Open();

        using var first = await shop.Curl.GetAsync("/");
        var second = await shop.ReadAsync("/");

        Assert.Equal("text/plain", first.Content.Headers.ContentType?.MediaType);
        Assert.Equal("Hello World! I have been seen 1 times.\n", await first.Content.ReadAsStringAsync());
        Assert.Equal("Hello World! I have been seen 2 times.\n", second);
    }

    [Fact]
    public async Task No_two_visitors_see_the_same_number()
    {
        await using var shop = Shop.Open();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => shop.ReadAsync("/")));

        Assert.Equal(Enumerable.Range(1, 50).Select(n => $"Hello World! I have been seen {n} times.\n").Order(), answers.Order());
    }

    [Fact]
    public async Task Page_counts_on_when_the_place_of_the_counter_is_away()
    {
        await using var shop = Shop.Open(("Larder:Sqlite:Path", "/dev/null/nowhere/cache.db"));

        var first = await shop.ReadAsync("/");
        var second = await shop.ReadAsync("/");

        Assert.Equal("Hello World! I have been seen 1 times.\n", first);
        Assert.Equal("Hello World! I have been seen 2 times.\n", second);
    }

    [Fact]
    public async Task Browser_gets_a_page_with_the_best_sellers()
    {
        await using var shop = Shop.Open();

        var page = await shop.VisitAsync("/");

        Assert.Contains("Hello World! I have been seen 1 times.", page.Text);
        Assert.Contains("Best sellers", page.Text);
        Assert.Contains("1 query", page.Strip);
        Assert.Contains("1 loaded", page.Strip);
    }
}
