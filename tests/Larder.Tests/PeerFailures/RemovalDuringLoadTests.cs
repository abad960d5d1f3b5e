using Larder.Testing;
using Larder.Testing.Hosting;
using Larder.Testing.Tiers;
using Larder.Validity;
using Microsoft.Extensions.Caching.Hybrid;

namespace Larder.Tests.PeerFailures;

/// <summary>What was seen elsewhere: a value that was removed while it was being loaded comes back, and stays until it expires.</summary>
public sealed class RemovalDuringLoadTests
{
    private static readonly CacheEntryOptions Tagged = new()
    {
        Tags = ["fruit"], Expiration = TimeSpan.FromMinutes(10), RefreshAhead = TimeSpan.FromMinutes(1),
    };

    private readonly Source _source = new() { Value = 1 };

    [Fact]
    public async Task Through_HybridCache_a_key_that_is_removed_during_its_load_is_loaded_anew()
    {
        await using var harness = new CacheHarness();
        var load = harness.Hybrid.GetOrCreateAsync("apple", _source.LoadSlowlyAsync).AsTask();
        await _source.Started.Task;

        _source.Value = 2;
        await harness.Hybrid.RemoveAsync("apple");
        _source.Finish.SetResult();
        await load;

        Assert.Equal(2, await harness.Hybrid.GetOrCreateAsync("apple", _source.LoadAsync));
    }

    [Fact]
    public async Task Through_HybridCache_a_tag_that_is_removed_during_a_load_counts_for_what_it_brings()
    {
        await using var harness = new CacheHarness();
        var load = harness.Hybrid.GetOrCreateAsync("apple", _source.LoadSlowlyAsync, tags: ["fruit"]).AsTask();
        await _source.Started.Task;

        _source.Value = 2;
        await harness.Hybrid.RemoveByTagAsync("fruit");
        _source.Finish.SetResult();
        await load;

        Assert.Equal(2, await harness.Hybrid.GetOrCreateAsync("apple", _source.LoadAsync, tags: ["fruit"]));
    }

    [Fact]
    public async Task A_key_that_is_removed_during_its_load_is_loaded_anew()
    {
        await using var harness = new CacheHarness();
        var load = harness.Cache.GetOrLoadAsync("apple", _source.LoadSlowlyAsync).AsTask();
        await _source.Started.Task;

        _source.Value = 2;
        await harness.Cache.RemoveAsync("apple");
        _source.Finish.SetResult();
        await load;

        Assert.Equal(2, await harness.Cache.GetOrLoadAsync("apple", _source.LoadAsync));
    }

    [Fact]
    public async Task A_tag_that_is_removed_during_a_load_counts_for_what_it_brings()
    {
        await using var harness = new CacheHarness();
        var load = harness.Cache.GetOrLoadAsync("apple", _source.LoadSlowlyAsync, Tagged).AsTask();
        await _source.Started.Task;

        _source.Value = 2;
        await harness.Cache.RemoveByTagAsync("fruit");
        _source.Finish.SetResult();
        await load;

        Assert.Equal(2, await harness.Cache.GetOrLoadAsync("apple", _source.LoadAsync, Tagged));
    }

    [Fact]
    public async Task A_tag_that_is_removed_during_an_early_refresh_counts_for_what_it_brings()
    {
        await using var harness = new CacheHarness();
        await harness.Cache.GetOrLoadAsync("apple", _source.LoadAsync, Tagged);
        harness.Clock.Advance(TimeSpan.FromMinutes(9.5));
        await harness.Cache.GetOrLoadAsync("apple", _source.LoadSlowlyAsync, Tagged);
        await _source.Started.Task;

        _source.Value = 2;
        await harness.Cache.RemoveByTagAsync("fruit");
        _source.Finish.SetResult();
        await Eventually.HoldsAsync(() => harness.Stats.Loads == 2);

        Assert.Equal(2, await harness.Cache.GetOrLoadAsync("apple", _source.LoadAsync, Tagged));
    }

    [Fact]
    public async Task A_tag_that_another_process_removed_counts_for_what_the_shared_tier_still_holds()
    {
        // Elsewhere memory asks once for the time of a tag, and never again. Here even the news of the removal does not arrive.
        var server = new InMemoryTierServer(new FakeClock());
        await using var one = new CacheHarness(server);
        await using var two = new CacheHarness(server);
        var options = new HybridCacheEntryOptions { Expiration = TimeSpan.FromHours(1), LocalCacheExpiration = TimeSpan.FromMinutes(1) };
        await one.Hybrid.GetOrCreateAsync("apple", _source.LoadAsync, options, ["fruit"]);
        one.Changes.Hold();

        _source.Value = 2;
        await two.Hybrid.RemoveByTagAsync("fruit");
        one.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(2, await one.Hybrid.GetOrCreateAsync("apple", _source.LoadAsync, options, ["fruit"]));
    }

    [Fact]
    public async Task A_process_that_starts_after_a_tag_was_removed_serves_nothing_of_before_however_slow_tags_are_read()
    {
        // Elsewhere the value is there before the tag, and is taken without waiting for it.
        string[] keys = [.. Enumerable.Range(0, 50).Select(static number => $"apple {number}")];
        var server = new InMemoryTierServer(new FakeClock());
        await using var old = new CacheHarness(server);
        foreach (var key in keys) await old.Hybrid.SetAsync(key, 1, tags: ["fruit"]);
        await old.Hybrid.RemoveByTagAsync("fruit");

        await using var started = new CacheHarness(server, static options => options.CommandTimeout = TimeSpan.FromMinutes(5));
        started.Faults.Always(TierFault.Delay(TimeSpan.FromMilliseconds(15)), static call => call.Slots.Any(static slot => slot.Kind != SlotKind.Entry));
        var reads = Task.WhenAll(keys.Select(key => started.Hybrid.GetOrCreateAsync(key, static _ => new ValueTask<int>(2)).AsTask()));
        await Eventually.HoldsAsync(() =>
        {
            started.Clock.Advance(TimeSpan.FromMilliseconds(15));
            return reads.IsCompleted;
        });

        Assert.All(await reads, static value => Assert.Equal(2, value));
    }
}
