using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Storefront.Tests.Support;

namespace Storefront.Tests.Advertising;

public sealed class AdTests
{
    private static string Today => DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task S4_10_Curl_reads_the_views_of_the_day_and_with_all_the_total()
    {
        await using var shop = Shop.Open();

        using var first = await shop.Curl.GetAsync("/ad");
        var second = await shop.ReadAsync("/ad");
        var total = await shop.ReadAsync("/ad?all");

        Assert.Equal("text/plain", first.Content.Headers.ContentType?.MediaType);
        Assert.Equal(("42 - 1", "42 - 2", "42 - 3"), (await first.Content.ReadAsStringAsync(), second, total));
    }

    [Fact]
    public async Task W07_Every_view_of_sixteen_clients_shows_a_number_of_its_own()
    {
        await using var shop = Shop.Open();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            List<string> seen = [];
            for (var view = 0; view < 200; view++) seen.Add(await shop.ReadAsync("/ad?all"));
            return seen;
        }));

        Assert.Equal(Enumerable.Range(1, 3_200).Select(static n => $"42 - {n}").Order(), answers.SelectMany(static seen => seen).Order());
    }

    [Fact]
    public async Task W19_A_hundred_reloads_of_one_visitor_are_a_hundred_views_and_one_visitor()
    {
        await using var shop = Shop.Open();
        var cookie = await CookieAsync(shop);

        for (var reload = 1; reload < 100; reload++) await ReloadAsync(shop, cookie);
        var page = await shop.VisitAsync("/views");
        var day = await shop.ReadAsync($"/api/views?day={Today}");

        Assert.Contains("\"views\":100,\"unique\":1,\"precision\":\"exact\"", day);
        Assert.Contains("Visitors that day 1 ", page.Text);
        Assert.Contains("Views in all 100 ", page.Text);
    }

    [Fact]
    public async Task S4_13_Who_came_is_told_to_admins_without_the_whole_number_and_to_others_of_themselves()
    {
        await using var shop = Shop.Open();
        var (visitor, stranger, admin) = (new ShopUser(), new ShopUser(), await shop.AdminAsync());
        await visitor.VisitAsync(shop, "/ad");
        await visitor.VisitAsync(shop, "/ad");
        await new ShopUser().VisitAsync(shop, "/ad");

        var seen = new List<string[]>();
        foreach (var user in (ShopUser[])[admin, visitor, stranger])
        {
            using var answer = await user.GetAsync(shop, $"/api/views?day={Today}");
            var json = await answer.Content.ReadAsStringAsync();
            seen.Add([.. Regex.Matches(json, "\"visitor\":\"([^\"]*)\"").Select(static match => match.Groups[1].Value)]);
            Assert.Contains("\"views\":3,\"unique\":2", json);
            var page = await user.VisitAsync(shop, "/views");
            Assert.Equal(seen[^1], Regex.Matches(page.Source, "<code>([0-9a-f]*)…</code>").Select(static match => match.Groups[1].Value));
        }

        Assert.Equal((2, 1, 0), (seen[0].Length, seen[1].Length, seen[2].Length));
        Assert.All(seen[0], static number => Assert.Matches("^[0-9a-f]{8}$", number));
        Assert.Contains(seen[1][0], seen[0]);
    }

    [Fact]
    public async Task A_client_that_keeps_no_cookies_is_a_view_with_each_call_and_a_visitor_with_none()
    {
        await using var shop = Shop.Open();

        using var forgetful = shop.CreateClient(new() { HandleCookies = false });
        for (var call = 0; call < 20; call++) await forgetful.GetStringAsync("/ad");
        var without = await shop.ReadAsync($"/api/views?day={Today}");
        await shop.VisitAsync("/ad");
        var browser = await shop.ReadAsync($"/api/views?day={Today}");

        Assert.Contains("\"views\":20,\"unique\":0,", without);
        Assert.Contains("\"views\":21,\"unique\":1,", browser);
    }

    [Fact]
    public async Task S4_13_Who_asks_for_it_is_forgotten()
    {
        await using var shop = Shop.Open();
        await shop.VisitAsync("/ad");
        await ReloadAsync(shop, await CookieAsync(shop));
        var before = await shop.ReadAsync($"/api/views?day={Today}");

        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = (await shop.VisitAsync("/views")).FormToken });
        using var answer = await shop.Browser.PostAsync("/views", form);
        var after = await shop.ReadAsync($"/api/views?day={Today}");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("\"unique\":2", before);
        Assert.Contains("\"unique\":1", after);
    }

    [Theory, InlineData("visitor=made-up"), InlineData("visitor=")]
    public async Task A_cookie_that_was_made_up_is_a_new_visitor_with_a_new_cookie(string cookie)
    {
        await using var shop = Shop.Open();

        using var answer = await ReloadAsync(shop, cookie);

        var given = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("visitor=", given);
        Assert.Contains("httponly", given);
        Assert.Contains("samesite=lax", given);
    }

    [Fact]
    public async Task Page_is_shown_and_counts_on_when_the_place_of_the_counters_is_away()
    {
        await using var shop = Shop.Open(("Larder:Sqlite:Path", "/dev/null/nowhere/cache.db"));

        var curl = await shop.ReadAsync("/ad");
        var page = await shop.VisitAsync("/ad");
        var views = await shop.VisitAsync("/views");

        Assert.Equal("42 - 1", curl);
        Assert.Contains("42 - 2", page.Text);
        Assert.Contains("How many visitors came can't be told now.", page.Text);
        Assert.Contains("Visitors that day can't be told now", views.Text);
    }

    [Fact]
    public async Task A_month_of_views_is_drawn_day_by_day()
    {
        await using var shop = Shop.Open();
        await shop.ReadAsync("/ad");

        var page = await shop.VisitAsync("/views");

        Assert.Equal(30, page.Source.Split("<rect ").Length - 1);
        Assert.Contains($"<title>{Today}: 1 view</title>", page.Source);
    }

    private static async Task<string> CookieAsync(Shop shop)
    {
        using var answer = await shop.Curl.GetAsync("/ad");
        return Assert.Single(answer.Headers.GetValues("Set-Cookie")).Split(';')[0];
    }

    private static async Task<HttpResponseMessage> ReloadAsync(Shop shop, string cookie)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, "/ad") { Headers = { { "Cookie", cookie } } };
        return await shop.Curl.SendAsync(ask);
    }
}
