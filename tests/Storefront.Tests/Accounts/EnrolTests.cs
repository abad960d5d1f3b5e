using System.Net;
using System.Text.RegularExpressions;
using QRCoder;
using Storefront.Accounts;
using Storefront.Tests.Support;

namespace Storefront.Tests.Accounts;

public sealed class EnrolTests
{
    private const string Address = "/account/totp/enroll";

    [Fact]
    public async Task S3_32_Authenticator_is_set_up_with_the_secret_of_the_page_and_asked_for_from_then_on()
    {
        await using var shop = Shop.Open();
        var user = new ShopUser("user031");
        (await user.TypePasswordAsync(shop, ShopUser.Password)).Dispose();

        var page = await user.VisitAsync(shop, Address);
        using var confirmed = await ConfirmAsync(shop, user, page, CodeOf(page, 0), ShopUser.Password);
        var next = new ShopUser("user031");
        using var password = await next.TypePasswordAsync(shop, ShopUser.Password);
        (await next.TypeCodeAsync(shop, CodeOf(page, 30))).Dispose();

        Assert.Equal("/profile", confirmed.Headers.Location?.OriginalString);
        Assert.True(await user.IsLoggedInAsync(shop));
        Assert.Equal("/login/totp?returnUrl=%2F", password.Headers.Location?.OriginalString);
        Assert.True(await next.IsLoggedInAsync(shop));
    }

    [Fact]
    public async Task S3_32_Qr_code_is_drawn_in_the_page_and_holds_the_secret_as_apps_read_it()
    {
        await using var shop = Shop.Open();
        var user = await ShopUser.LoggedInAsync(shop, "test20");

        var page = await user.VisitAsync(shop, Address);

        var secret = SecretOf(page);
        Assert.Matches("^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$", Regex.Match(page.Source, "<code class=\"secret\">([^<]+)</code>").Groups[1].Value);
        Assert.Equal(32, secret.Length);
        using var expected = QRCodeGenerator.GenerateQrCode(Enrolment.AddressOf("test20", secret), QRCodeGenerator.ECCLevel.M);
        Assert.Equal(expected.ModuleMatrix.Select(row => string.Concat(row.Cast<bool>().Select(dark => dark ? '#' : '.'))), Drawn(page));
        Assert.DoesNotContain("data:", page.Source);
    }

    [Fact]
    public async Task Old_authenticator_stays_until_the_new_one_has_shown_a_code()
    {
        await using var shop = Shop.Open();
        var user = await ShopUser.LoggedInAsync(shop, "test21");
        var before = user.SecretIn(shop);
        var page = await user.VisitAsync(shop, Address);

        using var wrongCode = await ConfirmAsync(shop, user, page, "000000", ShopUser.Password);
        var again = new HtmlPage(await wrongCode.Content.ReadAsStringAsync());
        using var wrongPassword = await ConfirmAsync(shop, user, again, CodeOf(page, 0), "wrong");
        var unchanged = user.SecretIn(shop);
        using var right = await ConfirmAsync(shop, user, again, CodeOf(page, 0), ShopUser.Password);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (wrongCode.StatusCode, wrongPassword.StatusCode));
        Assert.Equal(SecretOf(page), SecretOf(again));
        Assert.Equal(before, unchanged);
        Assert.Equal("/profile", right.Headers.Location?.OriginalString);
        Assert.Equal(SecretOf(page), user.SecretIn(shop));
    }

    [Fact]
    public async Task Offer_for_one_user_is_none_for_another()
    {
        await using var shop = Shop.Open();
        var (victim, thief) = (await ShopUser.LoggedInAsync(shop, "test22"), await ShopUser.LoggedInAsync(shop, "test23"));
        var (page, own) = (await thief.VisitAsync(shop, Address), await victim.VisitAsync(shop, Address));

        using var answer = await victim.PostWithAsync(
            shop, Address, own.FormToken, ("offer", OfferOf(page)), ("code", CodeOf(page, 0)), ("password", ShopUser.Password));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("open for too long", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Six_tries_at_the_password_are_too_many()
    {
        await using var shop = Shop.Open();
        var user = await ShopUser.LoggedInAsync(shop, "test24");
        var page = await user.VisitAsync(shop, Address);

        List<HttpStatusCode> tries = [];
        for (var i = 0; i < 6; i++)
        {
            using var answer = await ConfirmAsync(shop, user, page, "000000", "wrong");
            tries.Add(answer.StatusCode);
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.BadRequest, 5), HttpStatusCode.TooManyRequests], tries);
    }

    [Fact]
    public async Task S3_32_Admin_sees_the_secret_of_the_settings_and_can_not_change_it()
    {
        await using var shop = Shop.Open();
        var admin = await ShopUser.LoggedInAsync(shop, "admin");

        var page = await admin.VisitAsync(shop, Address);
        using var posted = await admin.PostAsync(shop, "/products/7/edit", Address, ("offer", "x"), ("code", "1"), ("password", ShopUser.Password));

        Assert.Contains("JBSW Y3DP EHPK 3PXP", page.Text);
        Assert.NotEmpty(Drawn(page));
        Assert.Equal(HttpStatusCode.BadRequest, posted.StatusCode);
        Assert.Contains("set up in the settings", await posted.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Visitor_is_asked_to_log_in_first()
    {
        await using var shop = Shop.Open();

        using var answer = await shop.Browser.GetAsync(Address);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static Task<HttpResponseMessage> ConfirmAsync(Shop shop, ShopUser user, HtmlPage page, string code, string password) =>
        user.PostWithAsync(shop, Address, page.FormTokenOf(Address), ("offer", OfferOf(page)), ("code", code), ("password", password));

    private static string OfferOf(HtmlPage page) => Regex.Match(page.Source, "name=\"offer\" value=\"([^\"]+)\"").Groups[1].Value;

    private static string SecretOf(HtmlPage page) => Base32.Plain(Regex.Match(page.Source, "<code class=\"secret\">([^<]+)</code>").Groups[1].Value);

    private static string CodeOf(HtmlPage page, int offset) =>
        OneTimePassword.CodeAt(Base32.Decode(SecretOf(page)), TimeProvider.System.GetUtcNow().AddSeconds(offset));

    /// <summary>The picture's modules, row by row.</summary>
    private static IEnumerable<string> Drawn(HtmlPage page)
    {
        var size = int.Parse(Regex.Match(page.Source, "viewBox=\"0 0 (\\d+) ").Groups[1].Value);
        var rows = Enumerable.Range(0, size).Select(_ => new string('.', size).ToCharArray()).ToArray();
        foreach (Match run in Regex.Matches(page.Source, @"M(\d+) (\d+)h(\d+)v1h-\d+z"))
            Array.Fill(rows[int.Parse(run.Groups[2].Value)], '#', int.Parse(run.Groups[1].Value), int.Parse(run.Groups[3].Value));
        return rows.Select(row => new string(row));
    }
}
