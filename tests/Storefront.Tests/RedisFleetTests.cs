using System.Net;
using Larder.Support;
using Storefront.Tests.Support;
using Eventually = Storefront.Tests.Support.Eventually;

namespace Storefront.Tests;

/// <summary>Three shops with one Redis, as three machines would be.</summary>
public sealed class RedisFleetTests
{
    [Fact]
    public async Task Value_that_one_shop_loaded_comes_from_Redis_in_the_others()
    {
        await using var redis = await RedisServer.StartAsync();
        using var folder = new DataFolder();
        await using var fleet = Fleet.Open(folder, redis.Url);
        await fleet.Shops[0].VisitAsync("/dashboard");

        foreach (var other in fleet.Shops.Skip(1))
        {
            var page = await other.VisitAsync("/dashboard");
            Assert.Contains("4 redis", page.Strip);
            Assert.Contains("A change by another instance shows here within 1,000 ms, as long as redis answers.", page.Strip);
            Assert.Contains("redis, the shared tier", page.Strip);
            Assert.Equal(0, other.Queries);
        }

        Assert.False(File.Exists(folder.CacheFile) && File.ReadAllText(folder.CacheFile).Contains("order_stats", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Change_in_one_shop_is_shown_by_all_of_them()
    {
        await using var redis = await RedisServer.StartAsync();
        using var folder = new DataFolder();
        await using var fleet = Fleet.Open(folder, redis.Url);
        string[] addresses = ["/api/products/7", "/api/products?limit=200", "/api/products?limit=200&skip=200"];
        for (var round = 1; round <= 3; round++)
        {
            foreach (var shop in fleet.Shops)
                foreach (var address in addresses) await shop.ReadAsync(address);

            using var answer = await fleet.Shops[round % 3].PutAsync(7, $$"""{"name": "Tin Kettle {{round}}", "price": 12.34, "stock": 5}""");

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            foreach (var shop in fleet.Shops)
            {
                await ShowsAsync(shop, addresses[..1], $"Tin Kettle {round}");
                await ShowsAsync(shop, addresses[1..], $"Tin Kettle {round}");
            }
        }
    }

    [Fact]
    public async Task Heavy_computation_runs_once_in_all_shops_together()
    {
        await using var redis = await RedisServer.StartAsync();
        using var folder = new DataFolder();
        await using var fleet = Fleet.Open(folder, redis.Url, ("Storefront:HeavySeconds", "1"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => fleet.Shops[i % 3].ReadAsync("/heavy")));

        Assert.Equal(1, fleet.Shops.Sum(shop => shop.Computations));
        Assert.Single(answers, answer => answer.StartsWith("Result (Computed): ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Redis_may_die_hang_and_come_back_under_load_and_every_page_answers()
    {
        await using var redis = await RedisServer.StartAsync();
        using var folder = new DataFolder();
        await using var fleet = Fleet.Open(folder, redis.Url);
        await using var visitors = new Visitors(fleet);

        await visitors.ComeAsync(100);
        await redis.KillAsync();
        await visitors.ComeAsync(300);
        await redis.StartAgainAsync();
        await IsUsedAsync(fleet, redis, "again");
        redis.Suspend();
        await visitors.ComeAsync(300);
        redis.Resume();
        await IsUsedAsync(fleet, redis, "resumed");

        Assert.Empty(visitors.Complaints);
    }

    [Fact]
    public async Task Shop_that_starts_without_Redis_answers_and_uses_it_when_it_is_there()
    {
        await using var redis = RedisServer.Prepare();
        using var folder = new DataFolder();
        await using var fleet = Fleet.Open(folder, redis.Url);
        await using var visitors = new Visitors(fleet);

        await visitors.ComeAsync(50);
        var before = fleet.Shops.Sum(shop => shop.Log.Of("Larder").Count(line => line.StartsWith("LAR321 ", StringComparison.Ordinal)));
        await redis.StartAgainAsync();
        await IsUsedAsync(fleet, redis, "first");

        Assert.InRange(before, 3, 6);
        Assert.Empty(visitors.Complaints);
    }

    /// <summary>At one of the addresses.</summary>
    private static Task ShowsAsync(Shop shop, string[] addresses, string text) => Eventually.HoldsAsync(
        async () => string.Concat(await Task.WhenAll(addresses.Select(shop.ReadAsync))).Contains(text, StringComparison.Ordinal),
        $"{string.Join(" or ", addresses)} shows {text}");

    /// <summary>Each shop loads something new into it.</summary>
    private static async Task IsUsedAsync(Fleet fleet, RedisServer redis, string what)
    {
        var id = 100;
        foreach (var shop in fleet.Shops)
            await Eventually.HoldsAsync(
                async () =>
                {
                    id = id == 299 ? 100 : id + 1;
                    await redis.CallAsync("UNLINK", $"storefront:product:{id}");
                    await shop.ReadAsync($"/api/products/{id}");
                    return await redis.TextAsync("EXISTS", $"storefront:product:{id}") == "1";
                },
                $"Redis is used, {what}");
    }
}
