using System.Net;
using System.Text.RegularExpressions;
using Storefront.Tests.Support;

namespace Storefront.Tests;

/// <summary>What the shop writes through its cache (S1-06, S1-07, S1-08).</summary>
public sealed class WritingTests
{
    [Fact]
    public async Task Changed_product_is_in_the_cache_before_anybody_reads_it()
    {
        await using var shop = Shop.Open();
        await shop.ReadAsync("/api/products/7");

        using var answer = await shop.PutAsync(7, """{"name": "Tin Kettle", "price": 12.34, "stock": 5}""");
        var queries = shop.Queries;
        var product = await shop.ReadAsync("/api/products/7");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("larder; hit", Assert.Single(answer.Headers.GetValues("Cache-Status")));
        Assert.Contains("Tin Kettle", product);
        Assert.Equal(queries, shop.Queries);
    }

    [Fact]
    public async Task Views_of_a_page_by_two_shops_flow_to_the_database()
    {
        using var folder = new DataFolder();
        await using var one = Shop.OpenOn(folder);
        await using var two = Shop.OpenOn(folder);

        for (var visit = 0; visit < 3; visit++)
        {
            await one.VisitAsync("/products/7");
            await two.VisitAsync("/products/7");
        }

        await Eventually.HoldsAsync(
            async () => (await one.ReadAsync("/api/views")).Contains("\"page\":\"/products/7\",\"views\":6", StringComparison.Ordinal), "the database has six views");
    }

    [Theory, InlineData("Around"), InlineData("Through"), InlineData("Behind")]
    public async Task Lab_shows_what_a_strategy_costs_the_database(string strategy)
    {
        await using var shop = Shop.Open();

        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["strategy"] = strategy, ["writes"] = "20", ["__RequestVerificationToken"] = await TokenAsync(shop) });
        using var answer = await shop.Browser.PostAsync("/lab/strategies", form, TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(async () => (await ColumnAsync(shop, strategy))["The database has"] == "20", "the database has the last write");
        var column = await ColumnAsync(shop, strategy);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(("20", "20 writes"), (column["A reader gets"], column["Last run"]));
        var statements = int.Parse(column["Statements that wrote"]);
        if (strategy == "Behind") Assert.InRange(statements, 1, 19);
        else Assert.Equal(20, statements);
    }

    [Theory, InlineData("sideways", "5"), InlineData("Through", "0"), InlineData("Through", "201"), InlineData("Through", "many")]
    public async Task Lab_refuses_what_it_can_not_run(string strategy, string writes)
    {
        await using var shop = Shop.Open();

        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["strategy"] = strategy, ["writes"] = writes, ["__RequestVerificationToken"] = await TokenAsync(shop) });
        using var answer = await shop.Browser.PostAsync("/lab/strategies", form, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Without_a_shared_tier_there_is_no_journal_and_the_shop_runs_all_the_same()
    {
        await using var shop = Shop.Open(("Larder:SharedTier", "none"));

        await shop.VisitAsync("/products/7");
        var lab = await shop.VisitAsync("/lab/strategies");

        Assert.Contains("no journal", lab.Text);
        await Eventually.HoldsAsync(async () => (await shop.ReadAsync("/api/views")).Contains("/products/7", StringComparison.Ordinal), "the view is in the database");
    }

    private static async Task<string> TokenAsync(Shop shop)
    {
        var page = await shop.Browser.GetStringAsync("/lab/strategies", TestContext.Current.CancellationToken);
        return Regex.Match(page, "name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"").Groups[1].Value;
    }

    /// <summary>The column of a strategy, by the heads of its rows.</summary>
    private static async Task<Dictionary<string, string>> ColumnAsync(Shop shop, string strategy)
    {
        var page = await shop.Browser.GetStringAsync("/lab/strategies", TestContext.Current.CancellationToken);
        var rows = Regex.Matches(page, "<tr>(.*?)</tr>", RegexOptions.Singleline).Select(static row => Cells(row.Value)).ToArray();
        var at = Array.IndexOf(rows[0], strategy);
        return rows.Skip(1).ToDictionary(static row => row[0], row => row[at]);
    }

    private static string[] Cells(string row) =>
        [.. Regex.Matches(row, "<t[hd][^>]*>(.*?)</t[hd]>", RegexOptions.Singleline).Select(static cell => WebUtility.HtmlDecode(cell.Groups[1].Value.Trim()))];
}
