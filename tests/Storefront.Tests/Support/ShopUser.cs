using System.Net;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Storefront.Accounts;
using Storefront.Store.Seeding;

namespace Storefront.Tests.Support;

/// <summary>Somebody with a browser, whose cookies go to every shop alike, as those of instances behind one name do.</summary>
internal sealed class ShopUser(string name = "test02", string address = "http://localhost", string from = "192.0.2.1")
{
    private readonly Dictionary<Shop, HttpClient> _browsers = [];
    private int _codes;

    public const string Password = SeedCredentials.Password;

    public string Name => name;

    public CookieContainer Cookies { get; } = new();

    public IReadOnlyList<Cookie> CookieList => [.. Cookies.GetAllCookies().Cast<Cookie>()];

    /// <summary>The user logged in, by password and one-time password.</summary>
    public static async Task<ShopUser> LoggedInAsync(Shop shop, string name = "test02")
    {
        var user = new ShopUser(name);
        await user.LogInAsync(shop);
        return user;
    }

    public async Task LogInAsync(Shop shop)
    {
        using var password = await TypePasswordAsync(shop, Password);
        Assert.Equal("/login/totp?returnUrl=%2F", password.Headers.Location?.OriginalString);
        using var code = await TypeCodeAsync(shop, NextCode(shop));
        Assert.Equal((HttpStatusCode.Redirect, "/"), (code.StatusCode, code.Headers.Location?.OriginalString));
    }

    /// <summary>Logs in from another browser.</summary>
    public async Task<ShopUser> LogInAgainAsync(Shop shop)
    {
        var other = new ShopUser(name) { _codes = _codes };
        await other.LogInAsync(shop);
        _codes = other._codes;
        return other;
    }

    /// <summary>Somebody who has the cookies as they are now.</summary>
    public ShopUser Copy()
    {
        var copy = new ShopUser(name, address, from);
        foreach (var cookie in CookieList) copy.Cookies.Add(new Cookie(cookie.Name, cookie.Value, cookie.Path, cookie.Domain));
        return copy;
    }

    public Task<HttpResponseMessage> TypePasswordAsync(Shop shop, string password, string? returnUrl = null) =>
        PostAsync(shop, "/login", "/login", ("name", name), ("password", password), ("returnUrl", returnUrl ?? "/"));

    public Task<HttpResponseMessage> TypeCodeAsync(Shop shop, string code, string? returnUrl = null) =>
        PostAsync(shop, "/login/totp", "/login/totp", ("code", code), ("returnUrl", returnUrl ?? "/"));

    public Task<HttpResponseMessage> LogOutAsync(Shop shop) => PostAsync(shop, "/logout", "/logout");

    /// <summary>A code that is right now and that this user has not typed yet; there are three.</summary>
    public string NextCode(Shop shop)
    {
        var offset = _codes++ switch { 0 => 0, 1 => 30, _ => -30 };
        return OneTimePassword.CodeAt(Base32.Decode(SecretIn(shop)), TimeProvider.System.GetUtcNow().AddSeconds(offset));
    }

    public string SecretIn(Shop shop) => name == "admin"
        ? AdminCredentials.SampleSecret
        : Database.Text(shop.Folder, $"SELECT l.otp_secret FROM user_logins l JOIN users u ON u.id = l.user_id WHERE '{name}' IN (u.username, u.email)")!;

    public async Task<HtmlPage> VisitAsync(Shop shop, string address, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await GetAsync(shop, address);
        Assert.Equal(expected, response.StatusCode);
        return new HtmlPage(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public Task<HttpResponseMessage> GetAsync(Shop shop, string address) => BrowserOf(shop).GetAsync(address, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> SendAsync(Shop shop, HttpRequestMessage request) => BrowserOf(shop).SendAsync(request, TestContext.Current.CancellationToken);

    /// <summary>Sends a form with the token of the page that it stands on.</summary>
    public async Task<HttpResponseMessage> PostAsync(Shop shop, string form, string action, params (string Name, string Value)[] fields)
    {
        var token = (await VisitAsync(shop, form)).FormToken;
        return await PostWithAsync(shop, action, token, fields);
    }

    public async Task<HttpResponseMessage> PostWithAsync(Shop shop, string action, string token, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(
            [.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), KeyValuePair.Create("__RequestVerificationToken", token)]);
        return await BrowserOf(shop).PostAsync(action, content, TestContext.Current.CancellationToken);
    }

    public async Task<bool> IsLoggedInAsync(Shop shop)
    {
        using var answer = await GetAsync(shop, "/api/profile");
        return answer.StatusCode == HttpStatusCode.OK;
    }

    private HttpClient BrowserOf(Shop shop)
    {
        if (_browsers.TryGetValue(shop, out var known)) return known;
        var browser = shop.CreateDefaultClient(new Uri(address), new CookieContainerHandler(Cookies));
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html,application/xhtml+xml,*/*;q=0.8");
        browser.DefaultRequestHeaders.Add(Shop.AddressHeader, from);
        return _browsers[shop] = browser;
    }
}
