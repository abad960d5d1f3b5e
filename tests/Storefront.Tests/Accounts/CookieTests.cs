using Storefront.Tests.Support;

namespace Storefront.Tests.Accounts;

public sealed class CookieTests
{
    [Theory, InlineData("http", false), InlineData("https", true)]
    public async Task Cookies_are_unreadable_for_scripts_stay_on_this_site_and_on_https_alone_where_it_is_used(string scheme, bool isSecure)
    {
        await using var shop = Shop.Open();
        var user = new ShopUser("test02", $"{scheme}://localhost");

        List<string> cookies = [];
        using (var form = await user.GetAsync(shop, "/login")) cookies.AddRange(form.Headers.GetValues("Set-Cookie"));
        using (var password = await user.TypePasswordAsync(shop, ShopUser.Password)) cookies.AddRange(password.Headers.GetValues("Set-Cookie"));
        using (var code = await user.TypeCodeAsync(shop, user.NextCode(shop))) cookies.AddRange(code.Headers.GetValues("Set-Cookie"));
        using (var cart = await user.PostAsync(shop, "/products/7", "/cart", ("product", "7"))) cookies.AddRange(cart.Headers.GetValues("Set-Cookie"));

        var names = cookies.Select(cookie => cookie[..cookie.IndexOf('=')]).Distinct().ToList();
        Assert.Contains(names, name => name.Contains("Antiforgery"));
        Assert.Contains("Identity.TwoFactorUserId", names);
        Assert.Contains("storefront.login", names);
        Assert.Contains("session", names);
        Assert.All(cookies.Where(cookie => !cookie.Contains("=;")), cookie =>
        {
            Assert.Contains("; httponly", cookie);
            Assert.Matches("; samesite=(lax|strict)", cookie);
            Assert.Equal(isSecure, cookie.Contains("; secure"));
        });
    }

    [Fact]
    public async Task Cookie_of_a_login_that_was_changed_opens_nothing()
    {
        await using var shop = Shop.Open();
        var user = await ShopUser.LoggedInAsync(shop, "test18");
        var cookie = user.CookieList.Single(cookie => cookie.Name == "storefront.login");

        var middle = cookie.Value.Length / 2;
        cookie.Value = cookie.Value[..middle] + (cookie.Value[middle] == 'A' ? 'B' : 'A') + cookie.Value[(middle + 1)..];

        Assert.False(await user.IsLoggedInAsync(shop));
    }

    [Fact]
    public async Task Login_is_known_on_both_instances()
    {
        using var folder = new DataFolder();
        await using var one = Shop.OpenOn(folder);
        await using var two = Shop.OpenOn(folder);

        var user = await ShopUser.LoggedInAsync(one, "test19");

        Assert.True(await user.IsLoggedInAsync(two));
    }

    [Fact]
    public async Task Who_planted_a_login_of_his_own_is_not_logged_in_as_the_one_who_logs_in_over_it()
    {
        await using var shop = Shop.Open();
        var victim = new ShopUser("test20");
        var thief = await ShopUser.LoggedInAsync(shop, "test21");
        var cookie = thief.CookieList.Single(cookie => cookie.Name == "storefront.login");
        victim.Cookies.Add(new System.Net.Cookie(cookie.Name, cookie.Value, cookie.Path, cookie.Domain));

        // With a token that belongs to the planted login, which is the worst case.
        var planted = (await victim.VisitAsync(shop, "/products/7")).FormToken;
        using var password = await victim.PostWithAsync(shop, "/login", planted, ("name", "test20"), ("password", ShopUser.Password), ("returnUrl", "/"));
        await victim.LogInAsync(shop);

        Assert.Equal("/login?returnUrl=%2F", password.Headers.Location?.OriginalString);
        Assert.False(await thief.IsLoggedInAsync(shop));
        using var profile = await victim.GetAsync(shop, "/api/profile");
        Assert.Contains("test20", await profile.Content.ReadAsStringAsync());
    }
}
