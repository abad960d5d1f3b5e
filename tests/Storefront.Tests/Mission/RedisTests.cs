using Larder;
using Larder.Support;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Tests.Support;
using Eventually = Storefront.Tests.Support.Eventually;

namespace Storefront.Tests.Mission;

/// <summary>What the shop leaves in Redis, and what it asks of it.</summary>
public sealed class RedisTests
{
    [Fact]
    public async Task W10_Two_processes_use_one_key_for_one_query()
    {
        await using var redis = await RedisServer.StartAsync();
        using var folder = new DataFolder();
        await using var one = ShopProcess.Start(folder, "--port", "0", "--redis", redis.EndPoint, "--Storefront:Figures", "true");
        await one.ListensAsync();
        await using var two = ShopProcess.Start(folder, "--port", "0", "--redis", redis.EndPoint, "--Storefront:Figures", "true");
        await two.ListensAsync();
        using var client = new HttpClient();

        var first = await client.GetStringAsync($"{one.Address}/api/orders?status=pending&limit=5");
        var second = await client.GetStringAsync($"{two.Address}/api/orders?status=pending&limit=5");

        Assert.Equal(first, second);
        Assert.Equal("{\"queries\":0}", await client.GetStringAsync($"{two.Address}/api/queries"));
        Assert.Equal("1", await redis.TextAsync("EXISTS", "storefront:orders:pending:5"));
    }

    [Fact]
    public async Task W12_What_another_shop_finds_in_Redis_has_the_types_that_were_loaded()
    {
        await using var redis = await RedisServer.StartAsync();
        using var folder = new DataFolder();
        await using var fleet = Fleet.Open(folder, redis.Url);

        foreach (var address in (string[])["/api/products/7", "/api/users/7", "/api/orders?limit=3", "/orders/stats"])
        {
            var loaded = await fleet.Shops[0].ReadAsync(address);
            Assert.Equal(loaded, await fleet.Shops[1].ReadAsync(address));
        }

        Assert.Equal(0, fleet.Shops[1].Queries);
    }

    [Fact]
    public async Task W16_W17_No_password_is_in_Redis_and_all_that_is_cached_there_expires()
    {
        await using var redis = await RedisServer.StartAsync();
        using var folder = new DataFolder();
        await using var fleet = Fleet.Open(folder, redis.Url);
        foreach (var address in (string[])["/api/users/7", "/api/users/by-email/test07@example.com", "/api/products/7", "/dashboard", "/members", "/payments", "/orders", "/heavy", "/users", "/ad"])
            await fleet.Shops[0].VisitAsync(address);
        var hash = PasswordOf(folder, 7);

        var keys = ((object?[])(await redis.CallAsync("KEYS", "storefront:*"))!).Select(static key => (string)key!).ToArray();

        Assert.NotEmpty(keys);
        foreach (var key in keys)
        {
            Assert.DoesNotContain(hash, await DumpAsync(redis, key), StringComparison.Ordinal);
            if (!IsForEver(key)) Assert.True(long.Parse(await redis.TextAsync("PTTL", key)) > 0, $"{key} never ends.");
        }
    }

    [Fact]
    public async Task W20_Clearing_a_pattern_asks_Redis_for_no_KEYS()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var shop = Shop.Open(("Larder:SharedTier", "redis"), ("Larder:Redis:Url", redis.Url));
        for (var skip = 0; skip < 50; skip++) await shop.ReadAsync($"/api/products?skip={skip}");
        var cache = shop.Services.GetRequiredService<ICache>();

        await cache.RemoveByPatternAsync("products:list:*");
        await cache.RemoveByPatternAsync("products:l?st:*");
        var queries = shop.Queries;
        await shop.ReadAsync("/api/products?skip=7");

        Assert.Equal(queries + 2, shop.Queries);
        Assert.DoesNotContain("cmdstat_keys:", await redis.TextAsync("INFO", "commandstats"));
    }

    [Fact]
    public async Task W25_A_page_that_needs_no_Redis_answers_while_Redis_hangs()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var shop = Shop.Open(("Larder:SharedTier", "redis"), ("Larder:Redis:Url", redis.Url), ("Larder:CommandTimeout", "20s"));
        await shop.ReadAsync("/api/products/7");
        redis.Suspend();
        var waiting = Enumerable.Range(100, 32).Select(id => shop.ReadAsync($"/api/products/{id}")).ToArray();

        for (var read = 0; read < 50; read++) await shop.ReadAsync("/storefront.css");
        var haveWaited = waiting.Any(static one => !one.IsCompleted);
        redis.Resume();
        await Task.WhenAll(waiting);

        Assert.True(haveWaited, "Nobody waited for Redis, so nothing is shown.");
    }

    [Fact]
    public async Task W28_Clearing_the_cache_leaves_the_counters_and_the_visitors()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var shop = Shop.Open(("Larder:SharedTier", "redis"), ("Larder:Redis:Url", redis.Url), ("Larder:KeyPrefix", ""));
        for (var view = 0; view < 3; view++) await shop.ReadAsync("/ad");
        await shop.ReadAsync("/");

        await shop.Services.GetRequiredService<ICache>().ClearAsync();
        await shop.Services.GetRequiredService<ICache>().RemoveByPatternAsync("*");

        Assert.Equal("42 - 4", await shop.ReadAsync("/ad"));
        Assert.Equal("4", await redis.TextAsync("GET", "page:index:counter"));
        Assert.Equal("4", await redis.TextAsync("GET", $"page:index:counter:{DateTime.UtcNow:yyyy-MM-dd}"));
        Assert.Equal("1", await redis.TextAsync("GET", "hits"));
        Assert.Contains("Visitors that day 1 ", (await shop.VisitAsync("/views")).Text);
    }

    [Fact]
    public async Task W22_Every_page_answers_without_Redis_and_its_counts_reach_it_afterwards()
    {
        await using var redis = RedisServer.Prepare();
        await using var shop = Shop.Open(("Larder:SharedTier", "redis"), ("Larder:Redis:Url", redis.Url), ("Larder:KeyPrefix", ""));

        foreach (var address in (string[])["/", "/heavy", "/products/7", "/api/users/7", "/api/users/by-email/test07@example.com", "/dashboard", "/members", "/orders", "/views", "/cache-metrics"])
            await shop.VisitAsync(address);
        for (var view = 1; view <= 5; view++) Assert.Equal($"42 - {view}", await shop.ReadAsync("/ad"));
        await redis.StartAgainAsync();

        await Eventually.HoldsAsync(async () => await redis.TextAsync("GET", "page:index:counter") == "5", "Redis has the five views");
    }

    // Totals, and what the cache keeps of itself: its marks.
    private static bool IsForEver(string key) =>
        key is "storefront:hits" or "storefront:page:index:counter" || key.StartsWith("storefront:views:", StringComparison.Ordinal) || key.Contains('\u001f');

    private static string PasswordOf(DataFolder folder, int id)
    {
        using var connection = Database.Open(folder);
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT password_hash FROM users WHERE id = {id}";
        return (string)command.ExecuteScalar()!;
    }

    private static async Task<string> DumpAsync(RedisServer redis, string key) => await redis.TextAsync("TYPE", key) switch
    {
        "string" => await redis.TextAsync("GET", key),
        "hash" => string.Join('\n', ((System.Collections.IEnumerable)(await redis.CallAsync("HGETALL", key))!).Cast<object?>()),
        _ => "",
    };
}
