using System.Net;
using Storefront.Tests.Support;

namespace Storefront.Tests.Mission;

/// <summary>What goes wrong in caches that many use at once, and must not here.</summary>
public sealed class ConcurrencyTests
{
    [Theory]
    [InlineData("/orders/stats", 1)]
    [InlineData("/dashboard", 8)]
    [InlineData("/members", 1)]
    [InlineData("/payments", 1)]
    [InlineData("/api/products", 2)]
    public async Task W01_A_hundred_visitors_of_a_cold_page_cost_one_computation(string address, int queriesOfOne)
    {
        await using var shop = Shop.Open(("Storefront:DbLatencyMs", "100"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => shop.ReadAsync(address)));

        Assert.Equal(queriesOfOne, shop.Queries);
        Assert.All(answers, Assert.NotEmpty);
    }

    [Fact]
    public async Task W02_A_value_that_expires_under_load_is_always_answered()
    {
        await using var shop = Shop.Open(("Larder:Expiration:Heavy", "100ms"), ("Storefront:HeavySeconds", "0.01"));
        using var stop = new CancellationTokenSource();
        var visitors = Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                Assert.Matches(@"^Result \((Computed|from Cache)\): This was a heavy computation result\.\n$", await shop.ReadAsync("/heavy"));
        })).ToArray();

        await Eventually.HoldsAsync(() => Task.FromResult(shop.Computations >= 20 || visitors.Any(static visitor => visitor.IsFaulted)), "the value expired twenty times");
        await stop.CancelAsync();

        await Task.WhenAll(visitors);
    }

    [Fact]
    public async Task W03_After_quick_changes_beside_readers_the_last_one_is_shown()
    {
        await using var shop = Shop.Open();
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await shop.ReadAsync("/api/products/7");
                await shop.ReadAsync("/api/products?limit=200");
            }
        })).ToArray();

        for (var round = 0; round < 30; round++)
        {
            for (var change = 0; change < 3; change++)
                using (var answer = await shop.PutAsync(7, $$"""{"name": "AAA {{round}}-{{change}}", "price": 12.34, "stock": 5}"""))
                    Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

            Assert.Contains($"AAA {round}-2", await shop.ReadAsync("/api/products/7"));
            Assert.Contains($"AAA {round}-2", await shop.ReadAsync("/api/products?limit=200"));
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task W26_A_warm_key_is_read_by_128_clients_without_a_query_and_without_an_error()
    {
        await using var shop = Shop.Open();
        await shop.ReadAsync("/api/products/7");
        var before = shop.Queries;

        await Task.WhenAll(Enumerable.Range(0, 128).Select(async _ =>
        {
            for (var read = 0; read < 60; read++) await shop.ReadAsync("/api/products/7");
        }));

        Assert.Equal(before, shop.Queries);
    }

    [Fact]
    public async Task W36_A_computation_that_nobody_waits_for_any_more_ends()
    {
        await using var shop = Shop.Open(("Storefront:HeavySeconds", "300"));
        using var leaving = new CancellationTokenSource();
        var asking = shop.Curl.GetAsync("/heavy", leaving.Token);
        await Eventually.HoldsAsync(() => Task.FromResult(shop.Computations == 1), "the computation has begun");

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        using var next = new CancellationTokenSource();
        var asksAgain = shop.Curl.GetAsync("/heavy", next.Token);
        await Eventually.HoldsAsync(() => Task.FromResult(shop.Computations == 2), "who asks now begins one of his own");

        await next.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asksAgain);
    }
}
