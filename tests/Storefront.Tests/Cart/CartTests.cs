using System.Net;
using Storefront.Tests.Support;

namespace Storefront.Tests.Cart;

public sealed class CartTests
{
    [Fact]
    public async Task Product_goes_into_the_cart_is_counted_and_taken_out_again()
    {
        await using var shop = Shop.Open();
        var user = new ShopUser();

        using var first = await AddAsync(shop, user, 7);
        using var second = await AddAsync(shop, user, 7);
        var cart = await user.VisitAsync(shop, "/cart");
        using var removed = await user.PostAsync(shop, "/cart", "/cart?handler=Remove", ("product", "7"));
        var empty = await user.VisitAsync(shop, "/cart");

        Assert.Equal("/cart", first.Headers.Location?.OriginalString);
        Assert.Contains("All 2 €", cart.Text);
        Assert.Contains("There is nothing in it yet.", empty.Text);
    }

    [Theory, InlineData("abc", HttpStatusCode.BadRequest), InlineData("0", HttpStatusCode.BadRequest), InlineData("123456", HttpStatusCode.NotFound)]
    public async Task What_is_no_product_goes_into_no_cart(string product, HttpStatusCode expected)
    {
        await using var shop = Shop.Open();
        var user = new ShopUser();

        using var answer = await user.PostAsync(shop, "/products/7", "/cart", ("product", product));

        Assert.Equal(expected, answer.StatusCode);
        Assert.Contains("There is nothing in it yet.", (await user.VisitAsync(shop, "/cart")).Text);
    }

    internal static Task<HttpResponseMessage> AddAsync(Shop shop, ShopUser user, int product) =>
        user.PostAsync(shop, $"/products/{product}", "/cart", ("product", $"{product}"));
}
