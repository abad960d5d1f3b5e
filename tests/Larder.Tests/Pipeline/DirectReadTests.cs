using Larder.Testing;
using Larder.Testing.Hosting;
using Larder.Testing.Tiers;

namespace Larder.Tests.Pipeline;

/// <summary>Reads that leave memory alone: one look into the shared tier, and what follows from it.</summary>
public sealed class DirectReadTests
{
    private static readonly CacheEntryOptions Direct = new() { Tiers = CacheTiers.All & ~(CacheTiers.ReadMemory | CacheTiers.WriteMemory), Tags = ["t"] };

    private readonly FakeClock _clock = new();
    private readonly InMemoryTierServer _server;

    public DirectReadTests() => _server = new InMemoryTierServer(_clock);

    [Fact]
    public async Task A_hit_is_one_read_of_the_tier_and_leaves_nothing_in_memory()
    {
        await using var harness = new CacheHarness(_server);
        await WarmAsync(harness);
        harness.Calls.Reset();

        Assert.Equal("old", await ReadAsync(harness));

        Assert.Equal((1, 1), (harness.Calls[TierVerb.Read], harness.Calls.RoundTrips));
        Assert.Equal((0, 2), (harness.Stats.Entries, harness.Stats.SharedHits));
    }

    [Fact]
    public async Task A_miss_goes_the_usual_way_which_watches_the_slot()
    {
        await using var harness = new CacheHarness(_server);
        await WarmAsync(harness);
        await harness.Cache.RemoveAsync("k");
        harness.Calls.Reset();

        Assert.Equal("new", await ReadAsync(harness));

        Assert.Equal((2, 1), (harness.Calls[TierVerb.Read], harness.Calls[TierVerb.Lease]));
        Assert.Equal((2, 1), (harness.Stats.Misses, harness.Stats.SharedHits));
    }

    [Theory, InlineData("key"), InlineData("tag"), InlineData("prefix"), InlineData("glob"), InlineData("clear"), InlineData("expiration")]
    public async Task What_was_removed_is_loaded_anew_by_this_process_and_by_others(string by)
    {
        await using var harness = new CacheHarness(_server);
        await using var other = new CacheHarness(_server);
        await WarmAsync(harness);
        Assert.Equal("old", await ReadAsync(other));

        await RemoveAsync(harness.Cache, by);

        // From here on both know the marks as they are now.
        foreach (var one in (CacheHarness[])[harness, other]) await one.Cache.GetOrLoadAsync("beside", static _ => new ValueTask<string>("old"), new() { Tags = ["t"] });
        Assert.Equal("new", await ReadAsync(harness));
        Assert.Equal("new", await ReadAsync(other));
        Assert.Equal(["new"], (await ReadManyAsync(other)).Values);
    }

    [Fact]
    public async Task What_is_past_its_expiration_is_loaded_anew_and_serves_only_if_that_fails()
    {
        await using var harness = new CacheHarness(_server, static options => options.StaleFor = TimeSpan.FromHours(1));
        await WarmAsync(harness);
        _clock.Advance(TimeSpan.FromMinutes(61));

        Assert.Equal("old", await harness.Cache.GetOrLoadAsync<string>("k", static _ => throw new InvalidOperationException("down"), Direct));
        Assert.Equal("new", await ReadAsync(harness));
    }

    [Fact]
    public async Task A_mark_that_nobody_vouches_for_any_more_is_asked_for_again()
    {
        await using var harness = new CacheHarness(_server);
        await using var other = new CacheHarness(_server);
        await WarmAsync(harness);

        harness.Changes.Hold();
        await other.Cache.RemoveByTagAsync("t");
        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("new", await ReadAsync(harness));
    }

    [Fact]
    public async Task A_tier_that_hangs_costs_one_timeout_and_the_loader_answers()
    {
        var hang = TierFault.Hang();
        await using var harness = new CacheHarness(_server);
        await WarmAsync(harness);
        harness.Faults.Always(hang, static call => call.Verb == TierVerb.Read);
        harness.Calls.Reset();

        foreach (var read in (Func<Task>[])[async () => Assert.Equal("new", await ReadAsync(harness)), async () => Assert.Equal("new", (await ReadManyAsync(harness))[1])])
        {
            var reading = read();
            await Eventually.HoldsAsync(() => harness.Calls[TierVerb.Read] == 1);
            _clock.Advance(TimeSpan.FromSeconds(5));
            await reading.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            Assert.Equal(1, harness.Calls[TierVerb.Read]);
            harness.Calls.Reset();
        }

        Assert.Equal(2, harness.Stats.MissesByReason[MissReason.TierUnreachable]);
    }

    [Fact]
    public async Task What_can_not_be_read_is_a_miss()
    {
        await using var harness = new CacheHarness(_server);
        await harness.Cache.SetAsync("k", 7, Direct);

        Assert.Equal("new", await ReadAsync(harness));
        Assert.Equal(1, harness.Stats.MissesByReason[MissReason.OtherVersion]);
    }

    [Fact]
    public async Task Null_is_a_value()
    {
        await using var harness = new CacheHarness(_server);
        await harness.Cache.SetAsync<string?>("k", null, Direct);

        Assert.Null(await harness.Cache.GetOrLoadAsync("k", static _ => new ValueTask<string?>("new"), Direct));
        Assert.Equal(1, harness.Stats.SharedHits);
    }

    [Fact]
    public async Task A_batch_takes_what_is_there_in_one_read_and_loads_the_rest_together()
    {
        await using var harness = new CacheHarness(_server);
        int[] ids = [1, 2, 3, 2];
        await ReadBatchAsync([1, 3], "old");
        harness.Calls.Reset();

        var values = await ReadBatchAsync(ids, "new");
        var reads = harness.Calls[TierVerb.Read];
        var again = await ReadBatchAsync(ids, "newest");

        Assert.Equal(["old 1", "new 2", "old 3"], ids.Distinct().Select(id => values[id]));
        Assert.Equal(values, again);
        Assert.Equal(reads + 1, harness.Calls[TierVerb.Read]);
        Assert.Equal(0, harness.Stats.Entries);

        ValueTask<IReadOnlyDictionary<int, string>> ReadBatchAsync(int[] wanted, string value) => harness.Cache.GetOrLoadManyAsync(
            wanted, static id => $"k:{id}",
            (missing, _) => new ValueTask<IReadOnlyDictionary<int, string>>(missing.ToDictionary(static id => id, id => $"{value} {id}")), Direct);
    }

    [Fact]
    public async Task A_bad_key_in_a_batch_is_refused_before_the_tier_is_asked()
    {
        await using var harness = new CacheHarness(_server);

        await Assert.ThrowsAsync<ArgumentException>(async () => await harness.Cache.GetOrLoadManyAsync<int, string>(
            [1, 2], static id => id == 1 ? "k" : "", static (_, _) => throw new InvalidOperationException(), Direct));

        Assert.Equal(0, harness.Calls.RoundTrips);
    }

    /// <summary>Twice: the second read knows the marks.</summary>
    private static async Task WarmAsync(CacheHarness harness)
    {
        for (var round = 0; round < 2; round++) await harness.Cache.GetOrLoadAsync("k", static _ => new ValueTask<string>("old"), Direct);
    }

    private static ValueTask<string> ReadAsync(CacheHarness harness) => harness.Cache.GetOrLoadAsync("k", static _ => new ValueTask<string>("new"), Direct);

    private static ValueTask<IReadOnlyDictionary<int, string>> ReadManyAsync(CacheHarness harness) => harness.Cache.GetOrLoadManyAsync(
        [1], static _ => "k", static (_, _) => new ValueTask<IReadOnlyDictionary<int, string>>(new Dictionary<int, string> { [1] = "new" }), Direct);

    private async Task RemoveAsync(ICache cache, string by)
    {
        switch (by)
        {
            case "key": await cache.RemoveAsync("k"); break;
            case "tag": await cache.RemoveByTagAsync("t"); break;
            case "prefix": await cache.RemoveByPatternAsync("k*"); break;
            case "glob": await cache.RemoveByPatternAsync("*k"); break;
            case "clear": await cache.ClearAsync(); break;
            default: _clock.Advance(TimeSpan.FromDays(1)); break;
        }
    }
}
