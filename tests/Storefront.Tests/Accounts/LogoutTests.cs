using System.Net;
using Larder;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Profile;
using Storefront.Tests.Support;

namespace Storefront.Tests.Accounts;

public sealed class LogoutTests
{
    [Fact]
    public async Task Page_of_logging_out_has_a_button_and_asking_for_it_ends_nothing()
    {
        await using var shop = Shop.Open();
        var user = await ShopUser.LoggedInAsync(shop, "test25");

        var page = await user.VisitAsync(shop, "/logout");
        var still = await user.IsLoggedInAsync(shop);
        using var answer = await user.LogOutAsync(shop);

        Assert.Contains("Log out now", page.Text);
        Assert.True(still);
        Assert.Equal((HttpStatusCode.Redirect, "/"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.False(await user.IsLoggedInAsync(shop));
        Assert.Contains("Log in", (await user.VisitAsync(shop, "/")).Text);
    }

    [Fact]
    public async Task Logging_out_without_the_forms_token_ends_nothing()
    {
        await using var shop = Shop.Open();
        var user = await ShopUser.LoggedInAsync(shop, "test26");

        using var answer = await user.PostWithAsync(shop, "/logout", "none");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True(await user.IsLoggedInAsync(shop));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task S3_27_Logging_out_on_one_instance_ends_the_login_the_session_and_what_is_cached_of_the_user_on_the_other(bool withRedis)
    {
        await using var shops = await Pair.OpenAsync(withRedis);
        var user = await ShopUser.LoggedInAsync(shops.One, "test27");
        (await user.PostAsync(shops.One, "/products/7", "/cart", ("product", "7"))).Dispose();
        await user.VisitAsync(shops.Two, "/profile");
        var inCart = (await user.VisitAsync(shops.Two, "/cart")).Text;
        var kept = user.Copy();
        var known = (await IsProfileCachedAsync(shops.One), await IsProfileCachedAsync(shops.Two));

        (await user.LogOutAsync(shops.One)).Dispose();

        Assert.Equal((true, true), known);
        Assert.Contains("All 1 €", inCart);
        Assert.False(await kept.IsLoggedInAsync(shops.One));
        await Eventually.HoldsAsync(async () => !await kept.IsLoggedInAsync(shops.Two), "the other instance asks for a login, whoever kept the cookies");
        await Eventually.HoldsAsync(
            async () => !await IsProfileCachedAsync(shops.One) && !await IsProfileCachedAsync(shops.Two), "no instance remembers the profile");
        Assert.Contains("There is nothing in it yet.", (await kept.VisitAsync(shops.Two, "/cart")).Text);
    }

    [Fact]
    public async Task Logging_out_leaves_other_users_and_other_browsers_of_the_same_user_alone()
    {
        await using var shop = Shop.Open();
        var (user, other) = (await ShopUser.LoggedInAsync(shop, "test28"), await ShopUser.LoggedInAsync(shop, "test29"));
        var telephone = await user.LogInAgainAsync(shop);
        await other.VisitAsync(shop, "/profile");

        (await user.LogOutAsync(shop)).Dispose();
        var page = await other.VisitAsync(shop, "/profile");

        Assert.False(await user.IsLoggedInAsync(shop));
        Assert.True(await telephone.IsLoggedInAsync(shop));
        Assert.Contains("1 memory", page.Strip);
    }

    private static async Task<bool> IsProfileCachedAsync(Shop shop) =>
        (await shop.Services.GetRequiredService<ICache>().TryGetAsync<UserProfile>("user_profile:27", TestContext.Current.CancellationToken)).Found;
}
