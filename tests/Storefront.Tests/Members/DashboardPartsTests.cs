using Larder;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Tests.Support;

namespace Storefront.Tests.Members;

public sealed class DashboardPartsTests
{
    [Fact]
    public async Task S3_11_The_five_parts_have_their_keys()
    {
        await using var shop = Shop.Open();

        foreach (var address in (string[])["/dashboard", "/members", "/payments"]) await shop.VisitAsync(address);

        var cache = shop.Services.GetRequiredService<ICache>();
        foreach (var key in (string[])["dashboard:stats", "dashboard:militante_stats", "dashboard:financial_stats", "militantes:list", "pagamentos:list"])
            Assert.True(await cache.ExistsAsync(key), key);
    }

    [Fact]
    public async Task Lists_show_what_the_database_has_and_ask_once()
    {
        using var folder = new DataFolder();
        await using var shop = Shop.OpenOn(folder);
        var spent = Database.Scalar(folder, "SELECT max(s) FROM (SELECT sum(total_cents) AS s FROM orders WHERE status <> 'cancelled' GROUP BY user_id)") / 100;

        var members = await shop.VisitAsync("/members");
        var payments = await shop.VisitAsync("/payments");
        await shop.VisitAsync("/members");
        await shop.VisitAsync("/payments");

        Assert.Matches($"€ ({spent:N0}|{spent + 1:N0})", members.Text);
        Assert.Equal(100, members.Source.Split("class=\"number quiet\"").Length - 1);
        Assert.Equal(200, payments.Source.Split("class=\"number quiet\"").Length - 1);
        Assert.Equal(2, shop.Queries);
    }

    [Fact]
    public async Task S3_13_Refresh_removes_all_parts_of_the_dashboard()
    {
        await using var shop = Shop.Open();
        var fresh = await shop.VisitAsync("/dashboard");
        var cached = await shop.VisitAsync("/dashboard");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = cached.FormToken });

        using var answer = await shop.Browser.PostAsync("/dashboard", form);
        var again = await shop.VisitAsync("/dashboard");

        Assert.Contains("asked of the database for you", fresh.Text);
        Assert.Matches(@"cached (just now|\d+ s ago)", cached.Text);
        Assert.Contains("0 queries", cached.Strip);
        Assert.Contains("asked of the database for you", again.Text);
        Assert.Contains("8 queries", again.Strip);
    }
}
