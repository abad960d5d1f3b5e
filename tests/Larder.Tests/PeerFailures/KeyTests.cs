using System.Globalization;
using Larder.Testing;
using Larder.Testing.Hosting;
using Larder.Testing.Tiers;
using Larder.Validity;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Tests.PeerFailures;

/// <summary>What was seen elsewhere: two things that differ have one key, or one thing has two.</summary>
public sealed class KeyTests
{
    private readonly InMemoryTierServer _server = new(new FakeClock());

    [Fact]
    public async Task The_border_between_what_stands_in_front_and_the_key_cannot_be_moved()
    {
        await using var provider = Named("", "b", "b:c", "b/c", "B", "b%3Ac");
        (string Cache, string Key)[] places = [("", "b:c:d"), ("", "/b:c:d"), ("b", "c:d"), ("b", "/c:d"), ("b:c", "d"), ("b/c", "d"), ("B", "c:d"), ("b%3Ac", "d")];

        foreach (var (cache, key) in places) await Cache(cache).SetAsync(key, $"{cache} {key}");
        await using var later = Named("", "b", "b:c", "b/c", "B", "b%3Ac");

        foreach (var (cache, key) in places)
        {
            Assert.Equal($"{cache} {key}", (await Cache(cache).TryGetAsync<string>(key)).Value);
            Assert.Equal($"{cache} {key}", (await later.GetRequiredKeyedService<ICache>(cache).TryGetAsync<string>(key)).Value);
        }

        Assert.Equal(places.Length, _server.Slots.Count(static slot => slot.Kind == SlotKind.Entry));

        ICache Cache(string name) => provider.GetRequiredKeyedService<ICache>(name);
    }

    [Fact]
    public async Task A_cache_that_is_cleared_or_swept_leaves_those_alone_whose_names_begin_so()
    {
        await using var provider = Named("", "b", "b:c", "b/c");
        ICache[] others = [.. ((string[])["", "b:c", "b/c"]).Select(name => provider.GetRequiredKeyedService<ICache>(name))];
        var cache = provider.GetRequiredKeyedService<ICache>("b");
        foreach (var other in others) await other.SetAsync("c:d", 1, new() { Tags = ["t"] });

        await cache.RemoveByTagAsync("t");
        await cache.RemoveByPatternAsync("c*");
        await cache.RemoveByPatternAsync("*d");
        await cache.ClearAsync();

        foreach (var other in others) Assert.True(await other.ExistsAsync("c:d"));
    }

    [Fact]
    public async Task No_key_at_all_is_refused_and_is_not_the_empty_one()
    {
        await using var harness = new CacheHarness();

        var none = await Assert.ThrowsAsync<ArgumentNullException>(async () => await harness.Cache.SetAsync(null!, 1));
        var empty = await Assert.ThrowsAsync<ArgumentException>(async () => await harness.Cache.SetAsync("", 1));

        Assert.Equal("key", none.ParamName);
        Assert.StartsWith("LAR311", empty.Message);
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await harness.Cache.GetOrLoadAsync(null!, static _ => new ValueTask<int>(1)));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await harness.Hybrid.RemoveAsync((string)null!));
    }

    [Fact]
    public async Task Keys_that_differ_in_case_alone_are_two()
    {
        await using var one = new CacheHarness(_server);
        await using var two = new CacheHarness(_server);

        await one.Cache.SetAsync("AB", 1);
        await one.Cache.SetAsync("ab", 2);
        await one.Cache.RemoveAsync("Ab");

        Assert.Equal(1, (await two.Cache.TryGetAsync<int>("AB")).Value);
        Assert.Equal(2, (await two.Cache.TryGetAsync<int>("ab")).Value);
    }

    [Fact]
    public async Task A_key_finds_the_same_entry_under_every_culture()
    {
        // Turkish has another capital i, German sorts ss and ß alike, and both write 1.5 with a comma.
        string[] keys = ["fil", "FİL", "FIL", "strasse", "straße", "1.5", "1,5"];
        await using var one = new CacheHarness(_server);
        await using var two = new CacheHarness(_server);
        await In("en-US", async () =>
        {
            foreach (var key in keys) await one.Cache.SetAsync(key, 1.5m + key.Length, new() { Tags = [key] });
        });

        foreach (var culture in (string[])["de-DE", "tr-TR", "th-TH", ""])
        {
            await In(culture, async () =>
            {
                foreach (var key in keys) Assert.Equal(1.5m + key.Length, (await one.Cache.TryGetAsync<decimal>(key)).Value);
                foreach (var key in keys) Assert.Equal(1.5m + key.Length, (await two.Cache.TryGetAsync<decimal>(key)).Value);
                two.Clock.Advance(TimeSpan.FromSeconds(1));
            });
        }

        await In("tr-TR", async () => await two.Cache.RemoveByTagAsync("FİL"));
        await In("de-DE", async () => await two.Cache.RemoveByPatternAsync("straß*"));
        foreach (var key in keys) Assert.Equal(key is not ("FİL" or "straße"), await one.Cache.ExistsAsync(key));
    }

    [Fact]
    public async Task One_key_that_is_read_as_two_types_is_an_error_and_no_wrong_value()
    {
        await using var harness = new CacheHarness();
        await harness.Cache.GetOrLoadAsync("1", static _ => new ValueTask<int>(1));

        var error = await Assert.ThrowsAsync<CacheTypeException>(async () => await harness.Cache.GetOrLoadAsync("1", static _ => new ValueTask<string>("1")));

        Assert.Equal(("LAR403", typeof(int), typeof(string)), (error.Code, error.Held, error.Asked));
        Assert.Equal(1, (await harness.Cache.TryGetAsync<int>("1")).Value);
    }

    [Fact]
    public async Task Characters_that_a_tier_could_confuse_are_refused()
    {
        await using var harness = new CacheHarness(_server);

        foreach (var key in (string[])["a\0", "a\u001fb", "a\r\nDEL b", "a\u007f", "a\u0085", "\ud800", "a\udc00b", "\udc00\ud800"])
            Assert.Matches("^LAR31[34] ", (await Assert.ThrowsAsync<ArgumentException>(async () => await harness.Cache.SetAsync(key, 1))).Message);

        Assert.DoesNotContain(_server.Slots, static slot => slot.Kind == SlotKind.Entry);
    }

    private static async Task In(string culture, Func<Task> action)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            await action();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private ServiceProvider Named(params string[] names)
    {
        var services = new ServiceCollection().AddSingleton(_server.Clock);
        foreach (var name in names)
            services.AddLarder(name).Configure(static options => options.Name = "a").UseSharedTier((_, _) => _server);
        return services.BuildServiceProvider();
    }
}
