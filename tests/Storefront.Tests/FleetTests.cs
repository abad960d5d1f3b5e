using System.Net;
using System.Text.RegularExpressions;
using Storefront.Tests.Support;

namespace Storefront.Tests;

/// <summary>Two shops on one data folder and one cache file, as two processes of one machine would be.</summary>
public sealed class FleetTests
{
    [Fact]
    public async Task Change_in_one_shop_is_read_in_the_other()
    {
        using var folder = new DataFolder();
        await using var first = Shop.OpenOn(folder);
        await using var second = Shop.OpenOn(folder);
        await second.ReadAsync("/api/products/7");
        await second.ReadAsync("/api/products?limit=200");
        await second.ReadAsync("/api/products?limit=200&skip=200");

        using var answer = await first.PutAsync(7, """{"name": "Tin Kettle", "price": 12.34, "stock": 5}""");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await Eventually.HoldsAsync(
            async () => (await second.ReadAsync("/api/products/7")).Contains("Tin Kettle"), "the other shop shows the product as changed");
        await Eventually.HoldsAsync(
            async () => (await second.ReadAsync("/api/products?limit=200") + await second.ReadAsync("/api/products?limit=200&skip=200")).Contains("Tin Kettle"),
            "the other shop's lists show the product as changed");
    }

    [Fact]
    public async Task Strip_tells_the_bound_and_how_late_the_change_of_another_shop_was()
    {
        using var folder = new DataFolder();
        await using var first = Shop.OpenOn(folder);
        await using var second = Shop.OpenOn(folder);
        Assert.Contains("A change by another instance shows here within 1,000 ms, as long as sqlite answers.", (await second.VisitAsync("/products/8")).Strip);

        using var answer = await first.PutAsync(8, """{"name": "Tin Pot", "price": 12.34, "stock": 5}""");

        await Eventually.HoldsAsync(
            async () => Regex.IsMatch((await second.VisitAsync("/products/8")).Strip, @"shows here within 1,000 ms, as long as sqlite answers \(observed: [\d.,]+ ms\)\."),
            "the other shop tells how late it heard");
    }

    [Fact]
    public async Task Heavy_computation_runs_once_in_both_shops_together()
    {
        using var folder = new DataFolder();
        await using var first = Shop.OpenOn(folder, ("Storefront:HeavySeconds", "1"));
        await using var second = Shop.OpenOn(folder, ("Storefront:HeavySeconds", "1"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? first : second).ReadAsync("/heavy")));

        Assert.Equal(1, first.Computations + second.Computations);
        Assert.Single(answers, answer => answer.StartsWith("Result (Computed): ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Visitors_of_both_shops_are_counted_together()
    {
        using var folder = new DataFolder();
        await using var first = Shop.OpenOn(folder);
        await using var second = Shop.OpenOn(folder);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? first : second).ReadAsync("/")));

        Assert.Equal(Enumerable.Range(1, 20).Select(n => $"Hello World! I have been seen {n} times.\n").Order(), answers.Order());
    }

    [Fact]
    public async Task Value_that_one_shop_loaded_is_not_loaded_by_the_other()
    {
        using var folder = new DataFolder();
        await using var first = Shop.OpenOn(folder);
        await using var second = Shop.OpenOn(folder);
        await first.VisitAsync("/dashboard");

        var page = await second.VisitAsync("/dashboard");

        Assert.Contains("4 sqlite", page.Strip);
        Assert.Equal(0, second.Queries);
    }
}
