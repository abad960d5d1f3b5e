using Larder.Redis.Tests.Conformance;
using Larder.Redis.Tests.Support;
using Larder.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Larder.Redis.Tests.Hosting;

/// <summary>Which Redis a cache uses, and which of its tiers.</summary>
public sealed class UseRedisTests(OneServer one) : IClassFixture<OneServer>
{
    // One read has to get through, also on a busy machine.
    private static readonly (string, string) Patient = ("Larder:CommandTimeout", "5s");

    private const string Elsewhere = "redis://127.0.0.1:1";

    [Fact]
    public async Task What_the_code_says_wins_over_the_settings()
    {
        var name = NewName();
        await using var app = await App.StartAsync(
            builder => builder.AddLarder().UseRedis(one.Server.Url), ("Larder:Name", name), Patient, ("Larder:Redis:Url", Elsewhere));

        await app.ReadAsync("key");

        await IsInRedisAsync($"{name}:key");
    }

    [Theory]
    [InlineData("Larder:Redis:Url")]
    [InlineData("REDIS_URL")]
    [InlineData("LARDER_REDIS_URL")]
    [InlineData("ConnectionStrings:Redis")]
    public async Task Settings_say_where_it_is(string setting)
    {
        var name = NewName();
        await using var app = await App.StartAsync(builder => builder.AddLarder().UseRedis(), ("Larder:Name", name), Patient, (setting, one.Server.Url));

        await app.ReadAsync("key");

        await IsInRedisAsync($"{name}:key");
    }

    [Theory]
    [InlineData("auto", true)]
    [InlineData("redis", true)]
    [InlineData("none", false)]
    public async Task Shared_tier_of_the_settings_decides_whether_it_is_used(string choice, bool isUsed)
    {
        var name = NewName();
        await using var app = await App.StartAsync(
            builder => builder.AddLarder().UseRedis(one.Server.Url), ("Larder:Name", name), Patient, ("Larder:SharedTier", choice));

        await app.ReadAsync("key");

        if (isUsed) await IsInRedisAsync($"{name}:key");
        Assert.Equal(isUsed, (await one.Server.TextAsync("CLIENT", "LIST")).Contains($"name={name} ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settings_that_name_a_tier_which_the_code_does_not_add_are_told_so()
    {
        await using var app = await App.StartAsync(builder => builder.AddLarder().UseRedis(one.Server.Url), ("Larder:SharedTier", "sqlite"));

        Assert.StartsWith("LAR227 ", Assert.Throws<InvalidOperationException>(() => app.Cache).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_with_an_option_that_nobody_knows_ends_the_start()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(
            () => App.StartAsync(builder => builder.AddLarder().UseRedis(), ("REDIS_URL", one.Server.Url + "?conectTimeout=1s")));

        Assert.Contains("LAR213", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_in_the_code_that_is_no_address_ends_the_start_and_is_told_once()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => App.StartAsync(builder => builder.AddLarder().UseRedis("redis//localhost")));

        Assert.Equal(2, refused.Message.Split("LAR211").Length);
    }

    [Fact]
    public async Task Address_that_nobody_uses_ends_no_start()
    {
        await using var app = await App.StartAsync(
            builder => builder.AddLarder().UseRedis().UseMemoryOnly(), ("REDIS_URL", one.Server.Url + "?conectTimeout=1s"));

        Assert.Equal("loaded", await app.ReadAsync("key"));
    }

    [Theory]
    [InlineData("redis://localhost:6379?conectTimeout=1s")]
    [InlineData("redis//localhost")]
    public async Task Address_of_a_tier_that_the_settings_rule_out_is_not_looked_at(string address)
    {
        var folder = Directory.CreateTempSubdirectory("larder-both-");
        await using (var app = await App.StartAsync(
            builder => builder.AddLarder().UseSqlite(Path.Combine(folder.FullName, "cache.db")).UseRedis(),
            ("REDIS_URL", address), ("Larder:Redis:CountersUrl", address), ("Larder:SharedTier", "sqlite"), Patient))
        {
            Assert.Equal("loaded", await app.ReadAsync("key"));
            Assert.Equal(1, await app.CountersAsync());
        }

        Assert.True(File.Exists(Path.Combine(folder.FullName, "cache.db")));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Named_caches_see_nothing_of_each_other()
    {
        var name = NewName();
        await using var app = await App.StartAsync(
            builder =>
            {
                builder.AddLarder().UseRedis(one.Server.Url);
                builder.AddLarder("red").UseRedis(one.Server.Url);
                builder.AddLarder("blue").UseRedis(one.Server.Url);
            },
            ("Larder:Name", name), Patient);
        var (plain, red, blue) = (app.Cache, app.CacheOf("red"), app.CacheOf("blue"));
        var tagged = new CacheEntryOptions { Tags = ["t"] };

        await plain.SetAsync("key", "plain", tagged);
        await red.SetAsync("key", "red", tagged);
        await blue.SetAsync("key", "blue", tagged);
        await red.RemoveByTagAsync("t");
        await blue.ClearAsync();

        Assert.Equal("plain", (await plain.TryGetAsync<string>("key")).Value);
        Assert.False((await red.TryGetAsync<string>("key")).Found);
        Assert.False((await blue.TryGetAsync<string>("key")).Found);
        foreach (var key in (string[])[$"{name}:key", $"{name}/red:key", $"{name}/blue:key"]) await IsInRedisAsync(key);
    }

    private static string NewName() => $"app-{Guid.NewGuid():N}";

    private Task IsInRedisAsync(string key) => Eventually.HoldsAsync(async () => await one.Server.TextAsync("EXISTS", key) == "1");
}
