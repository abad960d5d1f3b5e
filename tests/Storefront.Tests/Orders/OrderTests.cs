using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Storefront.Tests.Support;

namespace Storefront.Tests.Orders;

public sealed class OrderTests
{
    [Fact]
    public async Task S1_24_Orders_of_a_status_are_asked_for_once_and_kept_for_two_minutes()
    {
        await using var shop = Shop.Open();

        var first = await shop.ReadAsync("/orders?status=pending&limit=5");
        using var second = await shop.Curl.GetAsync("/api/orders?status=pending&limit=5");

        Assert.Equal(5, JsonDocument.Parse(first).RootElement.GetArrayLength());
        Assert.All(JsonDocument.Parse(first).RootElement.EnumerateArray(), order => Assert.Equal("pending", order.GetProperty("status").GetString()));
        Assert.Equal(first, await second.Content.ReadAsStringAsync());
        Assert.Equal(1, shop.Queries);
        var status = Assert.Single(second.Headers.GetValues("Cache-Status"));
        Assert.Matches("^larder; hit; ttl=(1[01][0-9]|120);", status);
        Assert.Contains("key=\"orders:pending:5\"", status);
    }

    [Fact]
    public async Task W08_An_empty_list_zero_and_what_is_not_there_are_remembered_too()
    {
        await using var shop = Shop.Open(("Storefront:Orders", "0"));

        for (var read = 0; read < 100; read++)
        {
            Assert.Equal("[]", await shop.ReadAsync("/api/orders?status=pending"));
            Assert.Contains("\"total_revenue\":0", await shop.ReadAsync("/orders/stats"));
            Assert.Contains("\"items\":[]", await shop.ReadAsync("/api/users?skip=5000"));
            using var absent = await shop.Curl.GetAsync("/api/products/123456");
            Assert.Equal(HttpStatusCode.NotFound, absent.StatusCode);
        }

        Assert.Equal(4, shop.Queries);
    }

    [Fact]
    public async Task S1_25_Order_statistics_have_their_four_fields()
    {
        await using var shop = Shop.Open();

        var statistics = JsonDocument.Parse(await shop.ReadAsync("/orders/stats")).RootElement;

        Assert.Equal(["total_orders", "pending_orders", "completed_orders", "total_revenue"], statistics.EnumerateObject().Select(static field => field.Name));
        Assert.Contains("Orders 3,000 ", (await shop.VisitAsync("/orders/stats")).Text);
    }

    [Fact]
    public async Task A_sale_removes_lists_statistics_and_dashboard_in_every_shop()
    {
        using var folder = new DataFolder();
        await using var one = Shop.OpenOn(folder);
        await using var two = Shop.OpenOn(folder);
        string[] addresses = ["/api/orders?limit=1", "/orders/stats", "/dashboard", "/members"];
        foreach (var address in addresses) await two.VisitAsync(address);

        using var answer = await PlaceAsync(one, """{"user_id": 7, "product_id": 42, "quantity": 2}""");

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("""{"id":3001}""", await answer.Content.ReadAsStringAsync());
        await Eventually.HoldsAsync(async () => (await two.ReadAsync("/api/orders?limit=1")).Contains("\"id\":3001", StringComparison.Ordinal), "the list has the sale");
        await Eventually.HoldsAsync(async () => (await two.ReadAsync("/orders/stats")).Contains("\"total_orders\":3001", StringComparison.Ordinal), "the statistics have the sale");
        await Eventually.HoldsAsync(async () => (await two.VisitAsync("/dashboard")).Text.Contains("Orders 3,001", StringComparison.Ordinal), "the dashboard has the sale");
    }

    [Fact]
    public async Task The_form_places_an_order_for_who_is_logged_in_whatever_else_it_says()
    {
        using var folder = new DataFolder();
        await using var shop = Shop.OpenOn(folder);
        var customer = await ShopUser.LoggedInAsync(shop);

        using var answer = await customer.PostAsync(shop, "/orders", "/orders", ("userId", "7"), ("productId", "42"), ("quantity", "1"));

        Assert.Equal((HttpStatusCode.Redirect, "/orders"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.Contains("3001", (await shop.VisitAsync("/orders")).Text);
        Assert.Equal(2, Database.Scalar(folder, "SELECT user_id FROM orders WHERE id = 3001"));
    }

    [Fact]
    public async Task A_visitor_is_asked_to_log_in_before_an_order_is_taken()
    {
        using var folder = new DataFolder();
        await using var shop = Shop.OpenOn(folder);
        var visitor = new ShopUser();
        var page = await visitor.VisitAsync(shop, "/orders");

        // The token is that of another form: a visitor's page of orders has none.
        using var answer = await visitor.PostAsync(shop, "/login", "/orders", ("userId", "7"), ("productId", "42"), ("quantity", "1"));

        Assert.Contains("<a href=\"/login?ReturnUrl=%2Forders\">Log in</a> to place one.", page.Source);
        Assert.Equal("http://localhost/login?ReturnUrl=%2Forders", answer.Headers.Location?.OriginalString);
        Assert.Equal(3000, Database.Scalar(folder, "SELECT count(*) FROM orders"));
    }

    [Theory]
    [InlineData("""{"user_id": 7, "product_id": 42}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"user_id": 7, "product_id": 42, "quantity": 0}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"user_id": 7, "product_id": 42, "quantity": "many"}""", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("""{"user_id": 7, "product_id": 123456, "quantity": 1}""", HttpStatusCode.NotFound)]
    [InlineData("""{"user_id": 123456, "product_id": 42, "quantity": 1}""", HttpStatusCode.NotFound)]
    public async Task An_order_that_can_not_be_is_refused(string json, HttpStatusCode expected)
    {
        await using var shop = Shop.Open();

        using var answer = await PlaceAsync(shop, json);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory, InlineData("/orders?status=lost"), InlineData("/orders?limit=0"), InlineData("/api/orders?limit=201"), InlineData("/api/orders?limit=x")]
    public async Task A_question_that_can_not_be_is_refused(string address)
    {
        await using var shop = Shop.Open();

        using var answer = await shop.Curl.GetAsync(address);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("pending", await answer.Content.ReadAsStringAsync());
    }

    private static async Task<HttpResponseMessage> PlaceAsync(Shop shop, string json)
    {
        using var content = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        return await shop.Curl.PostAsync("/api/orders", content, TestContext.Current.CancellationToken);
    }
}
