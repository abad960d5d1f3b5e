using System.Globalization;
using System.Net;
using System.Text.Json;
using Storefront.Tests.Support;

namespace Storefront.Tests.Profile;

public sealed class ProfileTests
{
    [Fact]
    public async Task S1_26_Profile_has_its_four_fields_and_is_cached_for_half_an_hour()
    {
        await using var shop = Shop.Open();
        var user = await ShopUser.LoggedInAsync(shop, "test07");

        using var first = await user.GetAsync(shop, "/api/profile");
        using var second = await user.GetAsync(shop, "/api/profile");
        var fields = JsonDocument.Parse(await second.Content.ReadAsStringAsync()).RootElement;

        Assert.Equal(["id", "username", "role", "last_login"], fields.EnumerateObject().Select(field => field.Name));
        Assert.Equal((7, "test07", "customer"), (fields.GetProperty("id").GetInt32(), fields.GetProperty("username").GetString(), fields.GetProperty("role").GetString()));
        var lastLogin = DateTimeOffset.ParseExact(
            fields.GetProperty("last_login").GetString()!, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        Assert.InRange(TimeProvider.System.GetUtcNow() - lastLogin, TimeSpan.FromSeconds(-1), TimeSpan.FromMinutes(5));
        Assert.Contains("fwd=miss", first.Headers.GetValues("Cache-Status").Single());
        var status = second.Headers.GetValues("Cache-Status").Single();
        Assert.Matches("^larder; hit; ttl=1[67]\\d\\d; key=\"user_profile:7\"$", status);
    }

    [Fact]
    public async Task S1_26_Who_is_gone_has_no_profile()
    {
        await using var shop = Shop.Open();
        var user = await ShopUser.LoggedInAsync(shop, "test08");
        Database.Run(shop.Folder, "UPDATE users SET id = 5008 WHERE id = 8");

        using var answer = await user.GetAsync(shop, "/api/profile");

        Assert.Equal((HttpStatusCode.OK, "null"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        await user.VisitAsync(shop, "/profile", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Page_shows_the_profile_and_says_where_it_came_from()
    {
        await using var shop = Shop.Open();
        var user = await ShopUser.LoggedInAsync(shop, "test09");
        await user.VisitAsync(shop, "/profile");

        var page = await user.VisitAsync(shop, "/profile");

        Assert.Contains("User name test09", page.Text);
        Assert.Contains("Role customer", page.Text);
        Assert.Contains(" UTC", page.Text);
        Assert.Contains("1 memory", page.Strip);
    }

    [Fact]
    public async Task Visitor_has_no_profile()
    {
        await using var shop = Shop.Open();

        using var page = await shop.Browser.GetAsync("/profile");
        using var api = await shop.Curl.GetAsync("/api/profile");

        Assert.Equal("http://localhost/login?ReturnUrl=%2Fprofile", page.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
        Assert.Equal("application/problem+json", api.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task New_login_is_in_the_profile_of_every_instance()
    {
        using var folder = new DataFolder();
        await using var one = Shop.OpenOn(folder);
        await using var two = Shop.OpenOn(folder);
        var user = await ShopUser.LoggedInAsync(one, "test10");
        Database.Run(folder, "UPDATE users SET last_login = '2020-01-01T00:00:00Z' WHERE id = 10");
        await Eventually.HoldsAsync(async () => (await ReadAsync(user, two)).Contains("2020-01-01", StringComparison.Ordinal), "the profile is cached with the old time");

        await user.LogInAgainAsync(one);

        await Eventually.HoldsAsync(async () => !(await ReadAsync(user, two)).Contains("2020-01-01", StringComparison.Ordinal), "the other instance shows the new time");
    }

    [Fact]
    public async Task W16_Neither_hash_nor_secret_nor_code_reaches_the_cache()
    {
        await using var shop = Shop.Open();
        var user = await ShopUser.LoggedInAsync(shop, "test11");
        await user.VisitAsync(shop, "/profile");
        await shop.ReadAsync("/api/users/11");
        await shop.ReadAsync("/api/users/by-email/test11@example.com");
        var (hash, secret) = (Database.Text(shop.Folder, "SELECT password_hash FROM users WHERE id = 11")!, user.SecretIn(shop));

        await shop.DisposeServerAsync();

        var text = await shop.Folder.CacheTextAsync();
        Assert.Contains("user_profile:11", text);
        Assert.DoesNotContain(hash, text);
        Assert.DoesNotContain(secret, text);
        Assert.DoesNotContain("larder-sample", text);
    }

    private static async Task<string> ReadAsync(ShopUser user, Shop shop)
    {
        using var answer = await user.GetAsync(shop, "/api/profile");
        return await answer.Content.ReadAsStringAsync();
    }
}
