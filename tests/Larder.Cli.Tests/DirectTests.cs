using System.Text.Json.Nodes;
using Larder.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Cli.Tests;

/// <summary>Without an application: where its entries lie.</summary>
public class DirectTests
{
    [Fact]
    public async Task Entries_in_redis_are_listed_read_and_cleared_without_keys_or_flush_and_all_others_stay()
    {
        using var place = new Place();
        await using var redis = await RedisServer.StartAsync();
        await using var shop = Services(cache => cache.UseRedis(redis.Url), "shop");
        await using var other = Services(cache => cache.UseRedis(redis.Url), "other");
        var (mine, theirs) = (shop.GetRequiredService<ICache>(), other.GetRequiredService<ICache>());
        await Eventually.HoldsAsync(async () => await mine.SetAsync("product:1", new[] { 1, 2 }) && await theirs.SetAsync("product:1", "theirs"));
        await shop.GetRequiredService<Counting.ICounters>().AddAsync("hits", 42);
        await redis.CallAsync("SET", "somebody:else", "keeps this");

        var keys = await CliRun.OfAsync(place.Folder, "--redis", redis.EndPoint, "--name", "shop", "keys", "--json");
        var value = await CliRun.OfAsync(place.Folder, "--redis", redis.Url, "--name", "shop", "get", "product:1");
        var status = await CliRun.OfAsync(place.Folder, "--redis", redis.EndPoint, "--name", "shop", "status");
        var cleared = await CliRun.OfAsync(place.Folder, "--redis", redis.EndPoint, "--name", "shop", "clear", "--all", "--yes");
        var after = await CliRun.OfAsync(place.Folder, "--redis", redis.EndPoint, "--name", "shop", "keys");

        Assert.Equal("product:1", (string?)Assert.Single(JsonNode.Parse(keys.Output)!["keys"]!.AsArray())!["key"]);
        Assert.Equal("[1,2]\n", value.Output);
        Assert.Equal((0, 0, ""), (status.Code, cleared.Code, after.Output));
        await Eventually.HoldsAsync(async () => !await mine.ExistsAsync("product:1"));
        Assert.True(await theirs.ExistsAsync("product:1"));
        Assert.Equal(42, await shop.GetRequiredService<Counting.ICounters>().GetAsync("hits"));
        Assert.Equal("keeps this", await redis.TextAsync("GET", "somebody:else"));
        var used = await redis.TextAsync("INFO", "commandstats");
        Assert.DoesNotContain("cmdstat_keys:", used, StringComparison.Ordinal);
        Assert.DoesNotContain("cmdstat_flush", used, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_cleared_when_it_is_not_known_whose_it_is()
    {
        using var place = new Place();
        await using var redis = await RedisServer.StartAsync();
        await using var shop = Services(cache => cache.UseRedis(redis.Url), "shop");
        var cache = shop.GetRequiredService<ICache>();
        await Eventually.HoldsAsync(async () => await cache.SetAsync("product:1", "a kettle"));

        var run = await CliRun.OfAsync(place.Folder, "--redis", redis.EndPoint, "clear", "--all", "--yes");
        var keys = await CliRun.OfAsync(place.Folder, "--redis", redis.EndPoint, "keys");

        Assert.Equal(2, run.Code);
        Assert.Contains("LAR706", run.Errors, StringComparison.Ordinal);
        Assert.StartsWith("shop:product:1\t", Assert.Single(keys.Lines), StringComparison.Ordinal);
        Assert.True(await cache.ExistsAsync("product:1"));
    }

    [Fact]
    public async Task File_is_read_and_cleared_while_its_application_runs()
    {
        using var place = new Place();
        await using var shop = Services(cache => cache.UseSqlite(place.File), "shop");
        var cache = shop.GetRequiredService<ICache>();
        await cache.SetAsync("product:1", "a kettle");
        await cache.SetAsync("product:2", "a pan", new CacheEntryOptions { Tags = ["pans"] });

        var keys = await CliRun.OfAsync(place.Folder, "--file", "cache.db", "--name", "shop", "keys");
        var tagged = await CliRun.OfAsync(place.Folder, "--file", "cache.db", "--name", "shop", "keys", "--tag", "pans");
        var cleared = await CliRun.OfAsync(place.Folder, "--file", "cache.db", "--name", "shop", "clear", "--tag", "pans", "--yes");

        Assert.Equal((0, 2), (keys.Code, keys.Lines.Count));
        Assert.StartsWith("product:2\t", Assert.Single(tagged.Lines), StringComparison.Ordinal);
        Assert.Equal(0, cleared.Code);
        await Eventually.HoldsAsync(async () => !await cache.ExistsAsync("product:2"));
        Assert.True(await cache.ExistsAsync("product:1"));
    }

    [Fact]
    public async Task Settings_of_the_folder_say_which_cache_is_meant()
    {
        using var place = new Place();
        await using var shop = Services(cache => cache.UseSqlite(place.File), "shop");
        await shop.GetRequiredService<ICache>().SetAsync("product:1", "a kettle");
        await File.WriteAllTextAsync(Path.Combine(place.Folder, "appsettings.json"), """{ "Larder": { "Name": "shop", "Sqlite": { "Path": "cache.db" } } } // with a comment""");

        var keys = await CliRun.OfAsync(place.Folder, "keys");

        Assert.StartsWith("product:1\t", Assert.Single(keys.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warm_ups_and_events_are_not_in_a_file()
    {
        using var place = new Place();
        await using (var shop = Services(cache => cache.UseSqlite(place.File), "shop")) await shop.GetRequiredService<ICache>().SetAsync("product:1", "a kettle");

        var run = await CliRun.OfAsync(place.Folder, "--file", "cache.db", "monitor");

        Assert.Equal(2, run.Code);
        Assert.Contains("LAR705", run.Errors, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(Action<Hosting.LarderBuilder> configure, string name)
    {
        var services = new ServiceCollection();
        configure(services.AddLarder().Configure(options => options.Name = name));
        return services.BuildServiceProvider();
    }
}
