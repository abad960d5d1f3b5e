using System.Net;
using Storefront.Tests.Support;

namespace Storefront.Tests.Accounts;

public sealed class LoginTriesTests
{
    [Theory, InlineData("test10"), InlineData("nobody")]
    public async Task After_five_wrong_passwords_even_the_right_one_is_refused_on_every_instance(string name)
    {
        using var folder = new DataFolder();
        await using var one = Shop.OpenOn(folder);
        await using var two = Shop.OpenOn(folder);
        var user = new ShopUser(name);

        List<HttpStatusCode> tries = [];
        for (var i = 0; i < 5; i++) tries.Add(await StatusAsync(user.TypePasswordAsync(i % 2 == 0 ? one : two, "wrong")));
        using var sixth = await user.TypePasswordAsync(two, ShopUser.Password);
        var again = await StatusAsync(user.TypePasswordAsync(one, ShopUser.Password));

        Assert.All(tries, status => Assert.Equal(HttpStatusCode.BadRequest, status));
        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests), (sixth.StatusCode, again));
        Assert.Equal(TimeSpan.FromMinutes(5), sixth.Headers.RetryAfter?.Delta);
        Assert.Contains("Wait five minutes", await sixth.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Of_thirty_tries_at_once_on_two_instances_five_are_looked_at()
    {
        using var folder = new DataFolder();
        await using var one = Shop.OpenOn(folder);
        await using var two = Shop.OpenOn(folder);
        var user = new ShopUser("test11");
        var tokens = new[] { (await user.VisitAsync(one, "/login")).FormToken, (await user.VisitAsync(two, "/login")).FormToken };

        var tries = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => StatusAsync(
            user.PostWithAsync(i % 2 == 0 ? one : two, "/login", tokens[i % 2], ("name", user.Name), ("password", "wrong")))));

        Assert.Equal(5, tries.Count(status => status == HttpStatusCode.BadRequest));
        Assert.Equal(25, tries.Count(status => status == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task Another_address_and_another_account_have_their_own_tries()
    {
        await using var shop = Shop.Open();
        for (var i = 0; i < 5; i++) (await new ShopUser("test12").TypePasswordAsync(shop, "wrong")).Dispose();

        using var elsewhere = await new ShopUser("test12", from: "192.0.2.99").TypePasswordAsync(shop, ShopUser.Password);
        using var other = await new ShopUser("test13").TypePasswordAsync(shop, ShopUser.Password);

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (elsewhere.StatusCode, other.StatusCode));
    }

    [Fact]
    public async Task Name_and_email_of_one_account_share_their_tries()
    {
        await using var shop = Shop.Open();
        for (var i = 0; i < 5; i++) (await new ShopUser(i % 2 == 0 ? "test12" : "TEST12@example.com").TypePasswordAsync(shop, "wrong")).Dispose();

        var sixth = await StatusAsync(new ShopUser("test12").TypePasswordAsync(shop, ShopUser.Password));

        Assert.Equal(HttpStatusCode.TooManyRequests, sixth);
    }

    [Fact]
    public async Task Ten_failures_from_anywhere_lock_the_account_and_nothing_tells_so_from_outside()
    {
        await using var shop = Shop.Open();
        for (var i = 0; i < 10; i++) (await new ShopUser("test14", from: $"192.0.2.{i + 1}").TypePasswordAsync(shop, "wrong")).Dispose();

        using var right = await new ShopUser("test14", from: "192.0.2.50").TypePasswordAsync(shop, ShopUser.Password);
        Database.Run(shop.Folder, "UPDATE user_logins SET locked_until = 1 WHERE user_id = 14");
        var later = await StatusAsync(new ShopUser("test14", from: "192.0.2.51").TypePasswordAsync(shop, ShopUser.Password));

        Assert.Equal(HttpStatusCode.BadRequest, right.StatusCode);
        Assert.Contains("do not belong together", await right.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Redirect, later);
    }

    [Fact]
    public async Task Five_wrong_codes_and_the_right_one_is_refused()
    {
        await using var shop = Shop.Open();
        var user = new ShopUser("test15");
        (await user.TypePasswordAsync(shop, ShopUser.Password)).Dispose();

        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(user.TypeCodeAsync(shop, "nocode")));
        var sixth = await StatusAsync(user.TypeCodeAsync(shop, user.NextCode(shop)));

        Assert.Equal(HttpStatusCode.TooManyRequests, sixth);
        Assert.False(await user.IsLoggedInAsync(shop));
    }

    [Fact]
    public async Task Logging_in_gives_the_tries_back()
    {
        await using var shop = Shop.Open();
        var user = new ShopUser("test16");

        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 3; i++) (await user.TypePasswordAsync(shop, "wrong")).Dispose();
            await user.LogInAsync(shop);
            (await user.LogOutAsync(shop)).Dispose();
        }
    }

    [Fact]
    public async Task Neither_names_nor_addresses_are_told_by_the_counters()
    {
        await using var shop = Shop.Open();

        (await new ShopUser("test17", from: "192.0.2.177").TypePasswordAsync(shop, "wrong")).Dispose();
        await shop.DisposeServerAsync();

        var file = await shop.Folder.CacheTextAsync();
        Assert.Contains("login:tries:", file);
        Assert.DoesNotContain("test17", file);
        Assert.DoesNotContain("192.0.2.177", file);
    }

    private static async Task<HttpStatusCode> StatusAsync(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        return answer.StatusCode;
    }
}
