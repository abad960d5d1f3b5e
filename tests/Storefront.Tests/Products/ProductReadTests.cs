using System.Net;
using System.Text.Json;
using Storefront.Tests.Support;

namespace Storefront.Tests.Products;

public sealed class ProductReadTests
{
    [Fact]
    public async Task Product_is_loaded_once()
    {
        await using var shop = Shop.Open();

        var first = await shop.ReadAsync("/api/products/7");
        var again = await shop.ReadAsync("/api/products/7");
        var page = await shop.VisitAsync("/products/7");

        Assert.Equal(first, again);
        Assert.Contains(JsonDocument.Parse(first).RootElement.GetProperty("name").GetString()!, page.Text);
        Assert.Equal(1, shop.Queries);
    }

    [Fact]
    public async Task Product_has_all_its_fields()
    {
        await using var shop = Shop.Open();

        var product = JsonDocument.Parse(await shop.ReadAsync("/api/products/7")).RootElement;

        Assert.Equal(["category", "description", "id", "name", "price", "sku", "stock"], product.EnumerateObject().Select(field => field.Name).Order());
        Assert.Equal(7, product.GetProperty("id").GetInt32());
        Assert.Equal("SKU-000007", product.GetProperty("sku").GetString());
        Assert.InRange(product.GetProperty("price").GetDecimal(), 2.50m, 700m);
    }

    [Fact]
    public async Task List_has_a_hundred_lines_unless_asked_otherwise()
    {
        await using var shop = Shop.Open();

        var list = JsonDocument.Parse(await shop.ReadAsync("/api/products")).RootElement;
        var part = JsonDocument.Parse(await shop.ReadAsync("/api/products?skip=100&limit=5")).RootElement;

        Assert.Equal(100, list.GetProperty("items").GetArrayLength());
        Assert.Equal(300, list.GetProperty("total").GetInt32());
        Assert.Equal((100, 5, 5), (part.GetProperty("skip").GetInt32(), part.GetProperty("limit").GetInt32(), part.GetProperty("items").GetArrayLength()));
    }

    [Fact]
    public async Task Lists_follow_each_other_without_gap_or_repeat()
    {
        await using var shop = Shop.Open();
        List<int> ids = [];

        for (var address = "/products?limit=70"; address.Length > 0;)
        {
            var page = await shop.VisitAsync(address);
            ids.AddRange(System.Text.RegularExpressions.Regex.Matches(page.Source, "<td class=\"number quiet\">(\\d+)</td>").Select(m => int.Parse(m.Groups[1].Value)));
            address = page.Text.Contains(" Next ") ? page.LinkTo("Next") : "";
        }

        Assert.Equal(Enumerable.Range(1, 300), ids.Order());
    }

    [Fact]
    public async Task List_past_the_end_says_how_many_there_are()
    {
        await using var shop = Shop.Open();

        var page = await shop.VisitAsync("/products?skip=5000");

        Assert.Contains("There are only 300 products.", page.Text);
    }

    [Fact]
    public async Task A_hundred_requests_for_a_product_that_does_not_exist_cost_one_query()
    {
        await using var shop = Shop.Open();

        for (var i = 0; i < 50; i++)
        {
            using var api = await shop.Curl.GetAsync("/api/products/123456");
            using var page = await shop.Browser.GetAsync("/products/123456");
            Assert.Equal(HttpStatusCode.NotFound, api.StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        }

        Assert.Equal(1, shop.Queries);
    }

    [Fact]
    public async Task Absent_product_is_told_in_words()
    {
        await using var shop = Shop.Open();

        using var api = await shop.Curl.GetAsync("/api/products/123456");
        var page = await shop.VisitAsync("/products/123456", HttpStatusCode.NotFound);

        Assert.Equal("application/problem+json", api.Content.Headers.ContentType?.MediaType);
        Assert.Contains("There is no product 123456.", await api.Content.ReadAsStringAsync());
        Assert.Contains("There is no product 123456.", page.Text);
        Assert.Contains("1 memory", page.Strip);
    }

    [Fact]
    public async Task Product_and_list_are_kept_as_long_as_they_should_be()
    {
        await using var shop = Shop.Open();
        await shop.ReadAsync("/api/products/7");
        await shop.ReadAsync("/api/products");

        using var product = await shop.Curl.GetAsync("/api/products/7");
        using var list = await shop.Curl.GetAsync("/api/products");

        Assert.InRange(Ttl(product), 3600 * 0.94, 3600);
        Assert.InRange(Ttl(list), 300 * 0.94, 300);
        Assert.Contains("key=\"product:7\"", Assert.Single(product.Headers.GetValues("Cache-Status")));
        Assert.Contains("key=\"products:list:0:100\"", Assert.Single(list.Headers.GetValues("Cache-Status")));
    }

    private static int Ttl(HttpResponseMessage response) =>
        int.Parse(System.Text.RegularExpressions.Regex.Match(response.Headers.GetValues("Cache-Status").Single(), "ttl=(\\d+)").Groups[1].Value);
}
