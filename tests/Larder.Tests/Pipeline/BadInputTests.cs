using Larder.Testing.Hosting;

namespace Larder.Tests.Pipeline;

/// <summary>Bad input gets a clear error that names the code and what to do, and loses nothing.</summary>
public sealed class BadInputTests
{
    // By number: a runner that hands half a surrogate pair to a test as text has already replaced it.
    private static readonly (string Key, string Code)[] BadKeys =
        [("", "LAR311"), ("a\0b", "LAR313"), ("line\nbreak", "LAR313"), ("half\ud800pair", "LAR314"), ("end\ud83d", "LAR314")];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_key_that_no_tier_could_keep_apart_is_refused_by_every_verb(int number)
    {
        var (key, code) = BadKeys[number];
        await using var harness = new CacheHarness();
        var cache = harness.Cache;
        Func<Task>[] verbs =
        [
            async () => await cache.GetOrLoadAsync(key, static _ => new ValueTask<int>(1)),
            async () => await cache.GetOrLoadManyAsync<int, int>([1], _ => key, static (_, _) => new(new Dictionary<int, int>())),
            async () => await cache.TryGetAsync<int>(key),
            async () => await cache.ExistsAsync(key),
            async () => await cache.SetAsync(key, 1),
            async () => await cache.ExpireAsync(key),
            async () => await cache.RemoveAsync(key),
            async () => await cache.RemoveAsync([key]),
            async () => await cache.RemoveByTagAsync(key),
            async () => await cache.RemoveByPatternAsync(key),
            async () => await harness.Hybrid.GetOrCreateAsync(key, static _ => new ValueTask<int>(1)),
            async () => await harness.Hybrid.SetAsync(key, 1),
            async () => await harness.Hybrid.RemoveAsync(key),
        ];

        foreach (var verb in verbs) Assert.StartsWith(code, (await Assert.ThrowsAnyAsync<ArgumentException>(verb)).Message);
    }

    [Fact]
    public async Task A_key_may_be_as_long_as_the_option_says_and_no_longer()
    {
        await using var harness = new CacheHarness();

        Assert.True(await harness.Cache.SetAsync(new string('k', 1024), 1));
        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await harness.Cache.SetAsync(new string('k', 1025), 1));

        Assert.StartsWith("LAR312", error.Message);
        Assert.DoesNotContain(new string('k', 100), error.Message);
    }

    [Fact]
    public async Task A_key_of_any_text_is_kept_apart_from_all_others()
    {
        await using var harness = new CacheHarness();
        string[] keys = ["a", "A", "ä", "a\u0308", "😀", "a b", "a*", "a?", "[a]", "\\", "é", "\u0301e", "ﬁ", "fi", "ı", "i", "İ", "ß", "ss"];

        for (var i = 0; i < keys.Length; i++) await harness.Cache.SetAsync(keys[i], i);

        for (var i = 0; i < keys.Length; i++) Assert.Equal(i, (await harness.Cache.TryGetAsync<int>(keys[i])).Value);
    }

    [Fact]
    public async Task Times_that_make_no_sense_are_refused()
    {
        await using var harness = new CacheHarness();
        CacheEntryOptions[] bad =
        [
            new() { Expiration = TimeSpan.Zero },
            new() { Expiration = TimeSpan.FromSeconds(-1) },
            new() { MemoryExpiration = TimeSpan.FromSeconds(-1) },
            new() { StaleFor = TimeSpan.FromSeconds(-1) },
            new() { NegativeExpiration = TimeSpan.FromSeconds(-1) },
            new() { Jitter = 0.6 },
            new() { Jitter = double.NaN },
        ];

        foreach (var options in bad)
        {
            var error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await harness.Cache.SetAsync("a", 1, options));
            Assert.StartsWith("LAR315", error.Message);
        }
    }

    [Fact]
    public async Task A_loader_that_chooses_a_time_that_makes_no_sense_fails_and_nothing_is_kept()
    {
        await using var harness = new CacheHarness();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await harness.Cache.GetOrLoadAsync("a", 0, static (_, context, _) =>
        {
            context.Expiration = TimeSpan.Zero;
            return new ValueTask<int>(1);
        }));

        Assert.False(await harness.Cache.ExistsAsync("a"));
    }

    [Fact]
    public async Task A_value_that_does_not_serialise_is_refused_by_set_and_returned_by_load()
    {
        await using var harness = new CacheHarness();
        var loop = new Loop();
        loop.Next = loop;

        var error = await Assert.ThrowsAsync<CacheSerializationException>(async () => await harness.Cache.SetAsync("a", loop));
        var loaded = await harness.Cache.GetOrLoadAsync("a", _ => new ValueTask<Loop>(loop));

        Assert.StartsWith("LAR402", error.Message);
        Assert.Same(loop, loaded);
        Assert.False(await harness.Cache.ExistsAsync("a"));
    }

    [Fact]
    public async Task A_value_that_is_too_large_is_returned_and_not_kept_and_the_old_one_is_gone()
    {
        await using var harness = new CacheHarness(configure: static options => options.MaxValueBytes = 100);
        await harness.Cache.SetAsync("a", "old");

        Assert.False(await harness.Cache.SetAsync("a", new string('x', 101)));
        Assert.False(await harness.Cache.ExistsAsync("a"));
        Assert.Equal(101, (await harness.Cache.GetOrLoadAsync("a", static _ => new ValueTask<string>(new string('x', 101)))).Length);
        Assert.False(await harness.Cache.ExistsAsync("a"));
    }

    [Fact]
    public async Task More_than_64_tags_are_refused()
    {
        await using var harness = new CacheHarness();

        var error = await Assert.ThrowsAsync<ArgumentException>(async () =>
            await harness.Cache.SetAsync("a", 1, new() { Tags = [.. Enumerable.Range(0, 65).Select(static i => $"t{i}")] }));

        Assert.StartsWith("LAR316", error.Message);
    }

    private sealed class Loop
    {
        public Loop? Next { get; set; }
    }
}
