using System.Net;
using System.Text.RegularExpressions;
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

    [Theory, InlineData(false), InlineData(true)]
    public async Task W06_A_hundred_products_put_into_one_cart_at_once_on_two_instances_are_all_kept(bool withRedis)
    {
        await using var shops = await Pair.OpenAsync(withRedis);
        var user = new ShopUser();
        (await AddAsync(shops.One, user, 101)).Dispose();
        var tokens = new[] { await TokenAsync(shops.One), await TokenAsync(shops.Two) };

        var answers = await Task.WhenAll(Enumerable.Range(101, 100).Select(async id =>
        {
            string? address = null;
            // A machine that is too busy to keep it says so, and the visitor clicks again; what is not refused is kept.
            await Eventually.HoldsAsync(
                async () =>
                {
                    using var answer = await user.PostWithAsync(id % 2 == 0 ? shops.One : shops.Two, "/cart", tokens[id % 2], ("product", $"{id}"));
                    address = answer.Headers.Location?.OriginalString;
                    return answer.StatusCode != HttpStatusCode.ServiceUnavailable;
                },
                $"product {id} is taken into the cart");
            return address;
        }));
        var carts = new[] { await user.VisitAsync(shops.One, "/cart"), await user.VisitAsync(shops.Two, "/cart") };

        Assert.All(answers, address => Assert.Equal("/cart", address));
        Assert.All(carts, cart => Assert.Equal(100, Regex.Matches(cart.Source, "<th scope=\"row\"><a").Count));

        async Task<string> TokenAsync(Shop shop) => (await user.VisitAsync(shop, "/products/7")).FormToken;
    }

    [Fact]
    public async Task Who_can_not_keep_a_cart_says_so_and_shows_no_cart_that_would_be_lost()
    {
        await using var shops = await Pair.OpenAsync(withRedis: true);
        var user = new ShopUser();
        (await AddAsync(shops.One, user, 7)).Dispose();
        var token = (await user.VisitAsync(shops.One, "/products/8")).FormToken;

        await shops.Redis.KillAsync();
        using var answer = await user.PostWithAsync(shops.One, "/cart", token, ("product", "8"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("Try again", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task W06_A_hundred_requests_that_only_read_the_cart_rewrite_nothing_of_it()
    {
        await using var shops = await Pair.OpenAsync(withRedis: true);
        var user = new ShopUser();
        (await AddAsync(shops.One, user, 7)).Dispose();
        await using var redis = await shops.Redis.OpenAsync();
        var keys = ((object?[])(await redis.CallAsync("KEYS", "*session:*"))!).Cast<string>().ToList();
        var before = await WrittenAsync();

        for (var read = 0; read < 100; read++) Assert.Contains("All 1 €", (await user.VisitAsync(read % 2 == 0 ? shops.One : shops.Two, "/cart")).Text);

        Assert.NotEmpty(keys);
        Assert.Equal(before, await WrittenAsync());

        // Whoever writes a state again gives it a new version, and its key a new end.
        async Task<List<string>> WrittenAsync()
        {
            List<string> states = [];
            foreach (var key in keys) states.Add($"{await redis.CallAsync("DUMP", key)} until {await redis.CallAsync("PEXPIRETIME", key)}");
            return states;
        }
    }

    [Fact]
    public async Task S1_20_What_one_instance_put_into_the_session_the_next_request_reads_on_the_other()
    {
        await using var shops = await Pair.OpenAsync(withRedis: false);
        var user = new ShopUser();

        for (var id = 1; id <= 10; id++)
        {
            (await AddAsync(id % 2 == 0 ? shops.One : shops.Two, user, id)).Dispose();
            var cart = await user.VisitAsync(id % 2 == 0 ? shops.Two : shops.One, "/cart");
            Assert.Contains($"All {id} €", cart.Text);
        }

        Assert.Contains(user.CookieList, cookie => cookie.Name == "session");
    }

    [Fact]
    public async Task Session_gets_another_id_at_login_and_who_planted_the_old_one_has_nothing()
    {
        await using var shop = Shop.Open();
        var user = new ShopUser("test12");
        (await AddAsync(shop, user, 7)).Dispose();
        var planted = user.Copy();

        await user.LogInAsync(shop);
        (await AddAsync(shop, user, 8)).Dispose();
        var (own, old) = (await user.VisitAsync(shop, "/cart"), await planted.VisitAsync(shop, "/cart"));

        Assert.NotEqual(SessionOf(planted), SessionOf(user));
        Assert.Contains("All 2 €", own.Text);
        Assert.Contains("There is nothing in it yet.", old.Text);
    }

    private static string? SessionOf(ShopUser user) => user.CookieList.SingleOrDefault(cookie => cookie.Name == "session")?.Value;

    private static Task<HttpResponseMessage> AddAsync(Shop shop, ShopUser user, int product) =>
        user.PostAsync(shop, $"/products/{product}", "/cart", ("product", $"{product}"));
}
