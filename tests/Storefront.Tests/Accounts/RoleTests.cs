using System.Net;
using System.Net.Http.Headers;
using Storefront.Tests.Support;

namespace Storefront.Tests.Accounts;

public sealed class RoleTests
{
    private const string Kettle = """{"name": "Tin Kettle", "price": 12.34, "stock": 5}""";

    [Fact]
    public async Task Edit_page_is_for_admins()
    {
        await using var shop = Shop.Open();
        var (customer, admin) = (await ShopUser.LoggedInAsync(shop), await ShopUser.LoggedInAsync(shop, "admin"));

        using var visitor = await shop.Browser.GetAsync("/products/7/edit");
        using var refused = await customer.GetAsync(shop, "/products/7/edit");
        var form = await admin.VisitAsync(shop, "/products/7/edit");

        Assert.Equal("http://localhost/login?ReturnUrl=%2Fproducts%2F7%2Fedit", visitor.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("This is for an admin", await refused.Content.ReadAsStringAsync());
        Assert.Contains("Change product 7", form.Text);
    }

    [Fact]
    public async Task Form_of_a_customer_changes_nothing()
    {
        await using var shop = Shop.Open();
        var customer = await ShopUser.LoggedInAsync(shop);

        using var answer = await customer.PostAsync(shop, "/products/7", "/products/7/edit", ("name", "Tin Kettle"), ("price", "1"), ("stock", "1"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.DoesNotContain("Tin Kettle", await shop.ReadAsync("/api/products/7"));
    }

    [Fact]
    public async Task Api_that_is_not_open_is_written_to_by_admins_alone()
    {
        await using var shop = Shop.Open(("Storefront:OpenApi", "false"));
        var (visitor, customer, admin) = (new ShopUser(), await ShopUser.LoggedInAsync(shop), await ShopUser.LoggedInAsync(shop, "admin"));

        using var unknown = await PutAsync(shop, visitor);
        using var refused = await PutAsync(shop, customer);
        var before = await shop.ReadAsync("/api/products/7");
        using var allowed = await PutAsync(shop, admin);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.OK), (unknown.StatusCode, refused.StatusCode, allowed.StatusCode));
        Assert.Equal("application/problem+json", unknown.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Log in first", await unknown.Content.ReadAsStringAsync());
        Assert.DoesNotContain("Tin Kettle", before);
        Assert.Contains("Tin Kettle", await shop.ReadAsync("/api/products/7"));
    }

    [Fact]
    public async Task Cache_is_looked_after_by_admins_alone_once_the_shop_is_in_production()
    {
        await using var shop = Shop.Open(("environment", "Production"), ("Storefront:TestUsers", "true"));
        var (visitor, customer, admin) = (new ShopUser(), await ShopUser.LoggedInAsync(shop), await ShopUser.LoggedInAsync(shop, "admin"));

        using var unknown = await visitor.GetAsync(shop, "/_larder/api/stats");
        using var refused = await customer.GetAsync(shop, "/_larder/api/stats");
        using var allowed = await admin.GetAsync(shop, "/_larder/api/stats");

        Assert.NotEqual(HttpStatusCode.OK, unknown.StatusCode);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (refused.StatusCode, allowed.StatusCode));
        Assert.Empty(shop.Log.Of("Larder.Admin"));
    }

    [Theory, InlineData("Development", HttpStatusCode.OK), InlineData("Production", HttpStatusCode.Unauthorized)]
    public async Task Api_is_open_for_scripts_in_Development_alone(string environment, HttpStatusCode expected)
    {
        await using var shop = Shop.Open(("environment", environment));

        using var answer = await shop.PutAsync(7, Kettle);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory, InlineData("POST"), InlineData("DELETE"), InlineData("PATCH"), InlineData("FANCY")]
    public async Task Api_is_closed_for_every_method_that_may_change_something(string method)
    {
        await using var shop = Shop.Open(("Storefront:OpenApi", "false"));
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/products/7");

        using var answer = await shop.Curl.SendAsync(request);

        Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.Unauthorized, HttpStatusCode.MethodNotAllowed]);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Page_of_another_site_writes_nothing_through_a_visitors_browser(bool isOpen)
    {
        await using var shop = Shop.Open(("Storefront:OpenApi", isOpen ? "true" : "false"));
        var admin = await ShopUser.LoggedInAsync(shop, "admin");

        using var answer = await PutAsync(shop, admin, site: "cross-site");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.DoesNotContain("Tin Kettle", await shop.ReadAsync("/api/products/7"));
    }

    private static async Task<HttpResponseMessage> PutAsync(Shop shop, ShopUser user, string site = "same-origin")
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/products/7");
        request.Content = new StringContent(Kettle, new MediaTypeHeaderValue("application/json"));
        request.Headers.Add("Sec-Fetch-Site", site);
        return await user.SendAsync(shop, request);
    }
}
