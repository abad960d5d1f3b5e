using System.Text.Json;
using Storefront.Tests.Support;

namespace Storefront.Tests.Orders;

public sealed class ReportTests
{
    [Fact]
    public async Task Statistics_have_the_four_figures_of_the_database()
    {
        using var folder = new DataFolder();
        await using var shop = Shop.OpenOn(folder);

        var statistics = JsonDocument.Parse(await shop.ReadAsync("/api/orders/statistics")).RootElement;

        Assert.Equal(["completed_orders", "pending_orders", "total_orders", "total_revenue"], statistics.EnumerateObject().Select(field => field.Name).Order());
        Assert.Equal(3000, statistics.GetProperty("total_orders").GetInt32());
        Assert.Equal(Database.Scalar(folder, "SELECT count(*) FROM orders WHERE status = 'pending'"), statistics.GetProperty("pending_orders").GetInt64());
        Assert.Equal(Database.Scalar(folder, "SELECT count(*) FROM orders WHERE status = 'completed'"), statistics.GetProperty("completed_orders").GetInt64());
        Assert.Equal(Database.Scalar(folder, "SELECT sum(total_cents) FROM orders"), (long)(statistics.GetProperty("total_revenue").GetDecimal() * 100));
    }

    [Fact]
    public async Task Statistics_are_asked_of_the_database_once_in_ten_minutes()
    {
        await using var shop = Shop.Open();

        await shop.ReadAsync("/api/orders/statistics");
        using var second = await shop.Curl.GetAsync("/api/orders/statistics");

        Assert.Equal(1, shop.Queries);
        var status = Assert.Single(second.Headers.GetValues("Cache-Status"));
        Assert.Matches("^larder; hit; ttl=(5[6-9][0-9]|600)", status);
        Assert.Contains("key=\"order_stats\"", status);
    }

    [Fact]
    public async Task Statistics_of_a_shop_without_orders_are_zero()
    {
        await using var shop = Shop.Open(("Storefront:Orders", "0"));

        var statistics = await shop.ReadAsync("/api/orders/statistics");
        var page = await shop.VisitAsync("/dashboard");

        Assert.Equal("""{"total_orders":0,"pending_orders":0,"completed_orders":0,"total_revenue":0}""", statistics);
        Assert.Contains("Order value € 0", page.Text);
    }

    [Fact]
    public async Task Dashboard_shows_what_the_database_has_and_asks_once()
    {
        using var folder = new DataFolder();
        await using var shop = Shop.OpenOn(folder);

        var first = await shop.VisitAsync("/dashboard");
        var second = await shop.VisitAsync("/dashboard");

        Assert.Contains("Orders 3,000", first.Text);
        Assert.Contains($"Pending {Database.Scalar(folder, "SELECT count(*) FROM orders WHERE status = 'pending'")}", first.Text);
        Assert.Contains($"card {Database.Scalar(folder, "SELECT count(*) FROM payments WHERE method = 'card' AND status = 'paid'"):N0}", first.Text);
        Assert.Equal(90, first.Source.Split("<rect ").Length - 1);
        Assert.Contains("8 queries", first.Strip);
        Assert.Contains("4 loaded", first.Strip);
        Assert.Contains("0 queries", second.Strip);
        Assert.Contains("4 memory", second.Strip);
    }
}
