using System.Net;
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
}
