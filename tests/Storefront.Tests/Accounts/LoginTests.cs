using System.Net;
using System.Text.RegularExpressions;
using Larder.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Tests.Support;
using Eventually = Storefront.Tests.Support.Eventually;

namespace Storefront.Tests.Accounts;

public sealed class LoginTests
{
    [Theory, InlineData("test03"), InlineData("TEST03"), InlineData("test03@example.com"), InlineData(" Test03@Example.com ")]
    public async Task S3_34_Test_user_logs_in_by_name_or_email_with_password_and_code(string name)
    {
        await using var shop = Shop.Open();
        var user = new ShopUser(name);

        using var password = await user.TypePasswordAsync(shop, ShopUser.Password);
        var afterPassword = await user.IsLoggedInAsync(shop);
        using var code = await user.TypeCodeAsync(shop, new ShopUser("test03").NextCode(shop));
        var home = await user.VisitAsync(shop, "/");

        Assert.Equal("/login/totp?returnUrl=%2F", password.Headers.Location?.OriginalString);
        Assert.False(afterPassword);
        Assert.Equal("/", code.Headers.Location?.OriginalString);
        Assert.Contains("test03", home.Text);
        Assert.Contains("Log out", home.Text);
    }

    [Fact]
    public async Task S3_34_All_thirty_test_users_log_in_with_the_codes_that_their_page_shows()
    {
        await using var shop = Shop.Open();
        var rows = Regex.Matches(
            (await shop.VisitAsync("/login/test-users")).Source,
            "<th scope=\"row\">(\\w+)</th>\\s*<td>(\\w+)</td>\\s*<td><code>(\\d{6})</code></td>\\s*<td><code>([A-Z2-7 ]+)</code></td>");

        List<string> inside = [];
        foreach (Match row in rows)
        {
            var user = new ShopUser(row.Groups[1].Value);
            (await user.TypePasswordAsync(shop, ShopUser.Password)).Dispose();
            // A step may have passed since the page was made: one is tolerated.
            (await user.TypeCodeAsync(shop, row.Groups[3].Value)).Dispose();
            if (await user.IsLoggedInAsync(shop)) inside.Add($"{user.Name} {row.Groups[2].Value}");
        }

        Assert.Equal(["admin admin", .. Enumerable.Range(2, 29).Select(n => $"test{n:D2} customer")], inside);
    }

    [Theory]
    [InlineData("test03", "wrong")]
    [InlineData("nobody", "larder-sample")]
    [InlineData("nobody@example.com", "larder-sample")]
    [InlineData("test03", "")]
    [InlineData("", "larder-sample")]
    [InlineData("test03' OR 1=1 --", "larder-sample")]
    public async Task Wrong_name_and_wrong_password_get_the_same_answer(string name, string password)
    {
        await using var shop = Shop.Open();
        var user = new ShopUser(name);

        using var answer = await user.TypePasswordAsync(shop, password);
        var page = new HtmlPage(await answer.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("This name and this password do not belong together.", page.Text);
        Assert.DoesNotContain("larder-sample\"", page.Source);
        Assert.False(await user.IsLoggedInAsync(shop));
    }

    [Fact]
    public async Task Unknown_name_and_locked_account_cost_one_round_of_hashing_as_a_wrong_password_does()
    {
        await using var shop = Shop.OpenWith(static services => services.AddScoped<IPasswordHasher<Account>, CountingHasher>());
        Database.Run(shop.Folder, "UPDATE user_logins SET locked_until = 4102444800 WHERE user_id = 4");

        List<int> rounds = [];
        foreach (var (name, password) in ((string, string)[])[("test03", "wrong"), ("nobody", "wrong"), ("test04", ShopUser.Password)])
        {
            var before = CountingHasher.Rounds;
            (await new ShopUser(name).TypePasswordAsync(shop, password)).Dispose();
            rounds.Add(CountingHasher.Rounds - before);
        }

        Assert.Equal([1, 1, 1], rounds);
    }

    [Fact]
    public async Task Hostile_name_is_shown_as_text()
    {
        await using var shop = Shop.Open();

        using var answer = await new ShopUser("\"><script>alert(1)</script>").TypePasswordAsync(shop, "wrong");
        var source = await answer.Content.ReadAsStringAsync();

        Assert.DoesNotContain("<script", source);
        Assert.Contains("&lt;script&gt;", source);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task Nobody_is_sent_to_another_site_after_logging_in(string returnUrl)
    {
        await using var shop = Shop.Open();
        var user = new ShopUser("test07");

        var form = await user.VisitAsync(shop, $"/login?returnUrl={Uri.EscapeDataString(returnUrl)}");
        using var password = await user.TypePasswordAsync(shop, ShopUser.Password, returnUrl);
        using var code = await user.TypeCodeAsync(shop, user.NextCode(shop), returnUrl);

        Assert.DoesNotContain("evil", form.Source);
        Assert.DoesNotContain("javascript:", form.Source);
        Assert.Equal("/login/totp?returnUrl=%2F", password.Headers.Location?.OriginalString);
        Assert.Equal("/", code.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Who_had_to_log_in_comes_back_to_where_he_was()
    {
        await using var shop = Shop.Open();
        var user = new ShopUser("test08");

        using var refused = await user.GetAsync(shop, "/profile");
        using var password = await user.TypePasswordAsync(shop, ShopUser.Password, "/profile");
        using var code = await user.TypeCodeAsync(shop, user.NextCode(shop), "/profile");

        Assert.Equal("http://localhost/login?ReturnUrl=%2Fprofile", refused.Headers.Location?.OriginalString);
        Assert.Equal("/login/totp?returnUrl=%2Fprofile", password.Headers.Location?.OriginalString);
        Assert.Equal("/profile", code.Headers.Location?.OriginalString);
    }

    [Theory, InlineData("/login"), InlineData("/login/totp"), InlineData("/logout"), InlineData("/cart")]
    public async Task Form_without_its_token_is_refused(string form)
    {
        await using var shop = Shop.Open();
        using var fields = new FormUrlEncodedContent([new("name", "test02"), new("password", ShopUser.Password), new("code", "123456"), new("product", "7")]);

        using var answer = await shop.Browser.PostAsync(form, fields);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Code_without_a_password_before_leads_back_to_the_start()
    {
        await using var shop = Shop.Open();
        var user = new ShopUser("test09");

        using var answer = await user.TypeCodeAsync(shop, user.NextCode(shop));

        Assert.Equal("/login?returnUrl=%2F", answer.Headers.Location?.OriginalString);
        Assert.False(await user.IsLoggedInAsync(shop));
    }

    [Fact]
    public async Task User_without_an_authenticator_is_led_to_setting_one_up()
    {
        await using var shop = Shop.Open();
        var user = new ShopUser("user031");

        using var answer = await user.TypePasswordAsync(shop, ShopUser.Password, "/products");

        Assert.Equal("/account/totp/enroll?returnUrl=%2Fproducts", answer.Headers.Location?.OriginalString);
        Assert.True(await user.IsLoggedInAsync(shop));
    }

    [Fact]
    public async Task While_Redis_is_away_nobody_can_log_in_and_the_page_says_so()
    {
        await using var shops = await Pair.OpenAsync(withRedis: true);
        var user = new ShopUser("test06");
        (await user.TypePasswordAsync(shops.One, ShopUser.Password)).Dispose();
        await shops.Redis.KillAsync();

        using var away = await user.TypeCodeAsync(shops.One, user.NextCode(shops.One));
        var text = await away.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
        Assert.Contains("Nobody can log in just now", text);
        Assert.False(await user.IsLoggedInAsync(shops.One));
    }

    [Fact]
    public async Task Shop_that_starts_before_its_Redis_shows_its_pages_and_takes_logins_once_Redis_is_there()
    {
        await using var redis = RedisServer.Prepare();
        await using var shop = Shop.Open(("Larder:Redis:Url", redis.Url), ("Larder:SharedTier", "redis"));
        var user = new ShopUser("test06");

        await user.VisitAsync(shop, "/");
        await user.VisitAsync(shop, "/products");
        var product = await user.VisitAsync(shop, "/products/7");
        var login = await user.VisitAsync(shop, "/login", HttpStatusCode.ServiceUnavailable);
        await user.VisitAsync(shop, "/cart", HttpStatusCode.ServiceUnavailable);
        using var refused = await user.PostWithAsync(shop, "/products/7/edit", "", ("name", "Tin Kettle"));
        await redis.StartAgainAsync();
        await Eventually.HoldsAsync(async () => (await user.VisitAsync(shop, "/products/7")).HasFormToken, "the form has a token");
        var id = 100;
        await Eventually.HoldsAsync(
            async () =>
            {
                await shop.ReadAsync($"/api/products/{++id % 200 + 1}");
                return await redis.TextAsync("EXISTS", $"storefront:product:{id % 200 + 1}") == "1";
            },
            "Redis is used");
        await user.LogInAsync(shop);

        Assert.False(product.HasFormToken);
        Assert.Contains("Carts and logins can't be kept just now", login.Text);
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
        Assert.True(await user.IsLoggedInAsync(shop));
    }

    [Fact]
    public async Task User_without_a_password_costs_as_much_as_a_wrong_one()
    {
        await using var shop = Shop.OpenWith(static services => services.AddScoped<IPasswordHasher<Account>, CountingHasher>());
        Database.Run(shop.Folder, "UPDATE users SET password_hash = '' WHERE id = 5");
        var before = CountingHasher.Rounds;

        using var answer = await new ShopUser("test05").TypePasswordAsync(shop, "");
        using var other = await new ShopUser("test05").TypePasswordAsync(shop, "x");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (answer.StatusCode, other.StatusCode));
        Assert.Equal(1, CountingHasher.Rounds - before);
    }

    private sealed class CountingHasher : PasswordHasher<Account>
    {
        private static int _rounds;

        public static int Rounds => Volatile.Read(ref _rounds);

        public override PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            Interlocked.Increment(ref _rounds);
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
