using System.Net;
using Storefront.Tests.Support;

namespace Storefront.Tests.Products;

public sealed class ProductChangeTests
{
    private const string Kettle = """{"name": "Tin Kettle", "price": 12.34, "stock": 5}""";

    [Fact]
    public async Task Change_is_seen_on_the_product_and_on_the_lists_that_show_it()
    {
        await using var shop = Shop.Open();
        await shop.VisitAsync("/products/7");
        await shop.VisitAsync("/products?limit=200");
        await shop.VisitAsync("/products?limit=200&skip=200");

        using var answer = await shop.PutAsync(7, Kettle);
        var product = await shop.VisitAsync("/products/7");
        var lists = (await shop.VisitAsync("/products?limit=200")).Text + (await shop.VisitAsync("/products?limit=200&skip=200")).Text;

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("\"price\":12.34", await answer.Content.ReadAsStringAsync());
        Assert.Contains("Tin Kettle", product.Text);
        Assert.Contains("€ 12.34", product.Text);
        Assert.Contains("Tin Kettle", lists);
    }

    [Fact]
    public async Task Read_after_a_change_hits_the_new_product_and_says_that_the_lists_were_removed()
    {
        await using var shop = Shop.Open();
        await shop.ReadAsync("/api/products/7");
        await shop.VisitAsync("/products");

        using var answer = await shop.PutAsync(7, Kettle);
        var list = await shop.VisitAsync("/products");

        Assert.StartsWith("larder; hit", Assert.Single(answer.Headers.GetValues("Cache-Status")));
        Assert.Contains("removed – its group was changed", list.Strip);
    }

    [Fact]
    public async Task Change_that_the_database_refuses_leaves_the_product_as_it_was()
    {
        using var folder = new DataFolder();
        await using var shop = Shop.OpenOn(folder);
        await shop.ReadAsync("/api/products/7");
        Database.Run(folder, "ALTER TABLE products RENAME TO gone");

        using var failed = await shop.PutAsync(7, Kettle);
        Database.Run(folder, "ALTER TABLE gone RENAME TO products");
        using var product = await shop.Curl.GetAsync("/api/products/7");

        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.StartsWith("larder; hit", Assert.Single(product.Headers.GetValues("Cache-Status")));
        Assert.DoesNotContain("Tin Kettle", await product.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Other_products_stay_in_the_cache()
    {
        await using var shop = Shop.Open();
        await shop.ReadAsync("/api/products/8");

        using var answer = await shop.PutAsync(7, Kettle);
        var other = await shop.VisitAsync("/products/8");

        Assert.Contains("1 memory", other.Strip);
    }

    [Fact]
    public async Task Form_changes_a_product_and_leads_back_to_it()
    {
        await using var shop = Shop.Open();
        await shop.VisitAsync("/products/7");

        using var answer = await PostAsync(shop, 7, "Tin Kettle", "12.34", "5");
        var product = await shop.VisitAsync(answer.Headers.Location!.ToString());

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("Tin Kettle", product.Text);
        Assert.Contains("1 memory", product.Strip);
    }

    [Fact]
    public async Task Form_shows_what_the_database_has()
    {
        await using var shop = Shop.Open();
        await shop.VisitAsync("/products/7");

        var form = await (await shop.AdminAsync()).VisitAsync(shop, "/products/7/edit");

        Assert.Contains("1 query", form.Strip);
        Assert.Contains("This page asked nothing of the cache.", form.Strip);
    }

    [Fact]
    public async Task Form_without_its_token_is_refused()
    {
        await using var shop = Shop.Open();
        var admin = await shop.AdminAsync();

        using var answer = await admin.PostWithAsync(shop, "/products/7/edit", "none", ("name", "Tin Kettle"), ("price", "12.34"), ("stock", "5"));
        var product = await shop.ReadAsync("/api/products/7");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain("Tin Kettle", product);
    }

    [Theory]
    [InlineData("", "12.34", "5", "The name has 1 to 120 characters")]
    [InlineData("Tin Kettle", "-1", "5", "The price is an amount")]
    [InlineData("Tin Kettle", "1e3", "5", "The price is an amount")]
    [InlineData("Tin Kettle", "12.345", "5", "The price is an amount")]
    [InlineData("Tin Kettle", "12.34", "many", "The stock is a whole number")]
    public async Task Form_says_which_field_is_wrong_and_keeps_what_was_typed(string name, string price, string stock, string problem)
    {
        await using var shop = Shop.Open();

        using var answer = await PostAsync(shop, 7, name, price, stock);
        var page = new HtmlPage(await answer.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(problem, page.Text);
        Assert.Contains($"value=\"{price}\"", page.Source);
        Assert.Contains("aria-invalid=\"true\"", page.Source);
    }

    [Fact]
    public async Task Hostile_name_is_shown_as_text()
    {
        await using var shop = Shop.Open();
        const string hostile = "<script>alert('x')</script> \\\"><img src=x onerror=alert(1)> \u202Egnp.exe";

        using var answer = await shop.PutAsync(7, $$"""{"name": "{{hostile}}", "price": 1, "stock": 0}""");
        var pages = new[]
        {
            await shop.VisitAsync("/products/7"), await (await shop.AdminAsync()).VisitAsync(shop, "/products/7/edit"), await shop.VisitAsync("/products?limit=200"),
            await shop.VisitAsync("/products?limit=200&skip=200"), await shop.VisitAsync("/dashboard"),
        };

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.All(pages, page => Assert.DoesNotContain("<script", page.Source));
        Assert.All(pages, page => Assert.DoesNotContain("<img src=x", page.Source));
        Assert.Contains("&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;", pages[0].Source);
    }

    private static async Task<HttpResponseMessage> PostAsync(Shop shop, int id, string name, string price, string stock)
    {
        return await (await shop.AdminAsync()).PostAsync(
            shop, $"/products/{id}/edit", $"/products/{id}/edit", ("name", name), ("price", price), ("stock", stock));
    }
}
