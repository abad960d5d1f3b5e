using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Tests.Support;

namespace Storefront.Tests.Accounts;

/// <summary>Who may write what, and that no form goes without its token.</summary>
public sealed partial class AccessTests
{
    private const string Ada = """{"name": "Ada Lovelace", "email": "ada@example.com", "birthday": "1990-12-10"}""";

    [Theory]
    [InlineData("POST", "/api/users", Ada, HttpStatusCode.Created)]
    [InlineData("PUT", "/api/users/7", Ada, HttpStatusCode.OK)]
    [InlineData("DELETE", "/api/users/5000", null, HttpStatusCode.NotFound)]
    [InlineData("POST", "/api/orders", """{"user_id": 7, "product_id": 42, "quantity": 1}""", HttpStatusCode.Created)]
    public async Task Where_the_API_is_not_open_users_and_orders_are_written_by_admins_alone(string method, string address, string? json, HttpStatusCode expected)
    {
        await using var shop = Shop.Open(("Storefront:OpenApi", "false"));
        var (visitor, customer, admin) = (new ShopUser(), await ShopUser.LoggedInAsync(shop), await shop.AdminAsync());
        var before = (await shop.ReadAsync("/api/users"), await shop.ReadAsync("/api/orders?limit=1"));

        var refused = (await SendAsync(visitor), await SendAsync(customer));
        var after = (await shop.ReadAsync("/api/users"), await shop.ReadAsync("/api/orders?limit=1"));
        var allowed = await SendAsync(admin);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden), refused);
        Assert.Equal(before, after);
        Assert.Equal(expected, allowed);

        async Task<HttpStatusCode> SendAsync(ShopUser user)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), address);
            if (json is not null) request.Content = new StringContent(json, new MediaTypeHeaderValue("application/json"));
            using var answer = await user.SendAsync(shop, request);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task No_page_takes_a_form_without_its_token_also_from_an_admin()
    {
        await using var shop = Shop.Open();
        var admin = await shop.AdminAsync();
        var addresses = shop.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<PageActionDescriptor>()
            .Select(static page => "/" + ParameterPattern().Replace(page.AttributeRouteInfo!.Template!, "7"))
            .Where(static address => !address.StartsWith("/error", StringComparison.Ordinal)).Distinct().ToList();

        foreach (var address in addresses)
        {
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("product", "7")]);
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = form };
            using var answer = await admin.SendAsync(shop, request);
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{address}: {answer.StatusCode}");
        }

        Assert.InRange(addresses.Count, 20, 100);
        Assert.True(await admin.IsLoggedInAsync(shop));
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex ParameterPattern();
}
