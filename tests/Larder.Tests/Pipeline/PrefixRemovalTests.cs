using Larder.Testing;
using Larder.Testing.Hosting;
using Larder.Testing.Tiers;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Tests.Pipeline;

/// <summary>Removal by prefix: in one step, whatever the number of entries, and as final as any other.</summary>
public sealed class PrefixRemovalTests
{
    private readonly InMemoryTierServer _server = new(new FakeClock());

    [Fact]
    public async Task In_memory_alone_it_removes_what_begins_so_and_counts_nothing()
    {
        await using var harness = new CacheHarness();
        await harness.Cache.SetAsync("list:1", 1);
        await harness.Cache.SetAsync("other", 1);

        Assert.Equal(new PatternRemoval(true, null), await harness.Cache.RemoveByPatternAsync("list:*"));

        Assert.False((await harness.Cache.TryGetAsync<int>("list:1")).Found);
        Assert.True((await harness.Cache.TryGetAsync<int>("other")).Found);
    }

    [Fact]
    public async Task It_touches_one_slot_of_the_shared_tier_whatever_the_number_of_entries()
    {
        await using var harness = new CacheHarness(_server);
        for (var number = 0; number < 200; number++) await harness.Cache.SetAsync($"list:{number}", number);
        harness.Calls.Reset();

        await harness.Cache.RemoveByPatternAsync("list:*");

        Assert.Equal(2, harness.Calls.RoundTrips);
        Assert.Equal(SlotState.Held, _server.StateOf(new Slot(SlotKind.Entry, "test:list:7")));
        Assert.False((await harness.Cache.TryGetAsync<int>("list:7")).Found);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_wins_over_a_load_that_runs(bool isShared)
    {
        await using var harness = isShared ? new CacheHarness(_server) : new CacheHarness();
        var source = new Source { Value = 1 };
        var load = harness.Cache.GetOrLoadAsync("list:1", source.LoadSlowlyAsync).AsTask();
        await source.Started.Task;

        source.Value = 2;
        await harness.Cache.RemoveByPatternAsync("list:*");
        var later = harness.Cache.GetOrLoadAsync("list:1", source.LoadAsync).AsTask();
        source.Finish.SetResult();

        Assert.Equal(1, await load);
        Assert.Equal(2, await later);
        Assert.Equal(2, await harness.Cache.GetOrLoadAsync("list:1", source.LoadAsync));
    }

    [Fact]
    public async Task It_wins_over_a_load_that_runs_in_another_process()
    {
        await using var one = new CacheHarness(_server);
        await using var two = new CacheHarness(_server);
        var source = new Source { Value = 1 };
        var load = one.Cache.GetOrLoadAsync("list:1", source.LoadSlowlyAsync).AsTask();
        await source.Started.Task;

        source.Value = 2;
        await two.Cache.RemoveByPatternAsync("list:*");
        source.Finish.SetResult();
        await load;

        Assert.Equal(2, await two.Cache.GetOrLoadAsync("list:1", source.LoadAsync));
        Assert.Equal(2, await one.Cache.GetOrLoadAsync("list:1", source.LoadAsync));
    }

    [Fact]
    public async Task It_wins_over_a_load_also_where_nobody_has_heard_of_it_yet()
    {
        await using var one = new CacheHarness(_server);
        await using var two = new CacheHarness(_server);
        var source = new Source { Value = 1 };
        var load = one.Cache.GetOrLoadAsync("list:1", source.LoadSlowlyAsync).AsTask();
        await source.Started.Task;
        one.Changes.Hold();
        source.Value = 2;
        await two.Cache.RemoveByPatternAsync("list:*");
        source.Finish.SetResult();
        await load;

        one.Changes.Release();

        Assert.Equal(2, await one.Cache.GetOrLoadAsync("list:1", source.LoadAsync));
    }

    [Fact]
    public async Task What_it_does_not_name_stays_and_is_compared_once()
    {
        await using var one = new CacheHarness(_server);
        await using var two = new CacheHarness(_server);
        await one.Cache.SetAsync("other", 1);
        await one.Cache.TryGetAsync<int>("other");
        await two.Cache.RemoveByPatternAsync("list:*");

        // One read of the mark tells what was removed; then memory answers again.
        Assert.Equal(1, (await one.Cache.TryGetAsync<int>("other")).Value);
        one.Calls.Reset();
        Assert.Equal(new CacheLookup<int>(true, 1, ReadSource.Memory), await one.Cache.TryGetAsync<int>("other"));

        Assert.Equal(0, one.Calls.RoundTrips);
    }

    [Fact]
    public async Task Processes_that_remove_at_once_lose_none_of_the_removals()
    {
        await using var one = new CacheHarness(_server);
        await using var two = new CacheHarness(_server);
        for (var number = 0; number < 40; number++) await one.Cache.SetAsync($"{number:D2}:a", number);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(number =>
            Task.Run(() => (number % 2 == 0 ? one : two).Cache.RemoveByPatternAsync($"{number:D2}:*").AsTask())));

        for (var number = 0; number < 40; number++) Assert.False((await two.Cache.TryGetAsync<int>($"{number:D2}:a")).Found);
    }

    [Fact]
    public async Task A_stale_value_is_no_fallback_after_it()
    {
        await using var harness = new CacheHarness(_server);
        await harness.Cache.SetAsync("list:1", 1, new() { Expiration = TimeSpan.FromMinutes(1), StaleFor = TimeSpan.FromHours(1) });
        harness.Clock.Advance(TimeSpan.FromMinutes(2));

        await harness.Cache.RemoveByPatternAsync("list:*");

        await Assert.ThrowsAsync<IOException>(async () => await harness.Cache.GetOrLoadAsync<int>("list:1", static _ => throw new IOException()));
    }

    [Fact]
    public async Task In_an_outage_it_counts_here_at_once_and_everywhere_when_the_tier_is_back()
    {
        await using var one = new CacheHarness(_server);
        await using var two = new CacheHarness(_server);
        await one.Cache.SetAsync("list:1", 1);
        await one.Cache.SetAsync("other", 1);
        _server.TakeDown();

        Assert.Equal(new PatternRemoval(false, null), await one.Cache.RemoveByPatternAsync("list:*"));
        Assert.Equal(2, await one.Cache.GetOrLoadAsync("list:1", static _ => new ValueTask<int>(2)));
        _server.BringUp();
        one.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, (await one.Cache.TryGetAsync<int>("other")).Value);

        Assert.False((await two.Cache.TryGetAsync<int>("list:1")).Found);
        Assert.Equal(1, (await two.Cache.TryGetAsync<int>("other")).Value);
    }

    [Fact]
    public async Task After_a_clear_the_log_begins_anew()
    {
        await using var harness = new CacheHarness(_server);
        await harness.Cache.RemoveByPatternAsync("list:*");
        await harness.Cache.SetAsync("list:1", 1);
        await harness.Cache.ClearAsync();

        Assert.False((await harness.Cache.TryGetAsync<int>("list:1")).Found);
        await harness.Cache.SetAsync("list:1", 2);
        await harness.Cache.RemoveByPatternAsync("other:*");

        Assert.Equal(2, (await harness.Cache.TryGetAsync<int>("list:1")).Value);
    }

    [Fact]
    public async Task Signs_of_globs_in_a_prefix_can_be_escaped()
    {
        await using var harness = new CacheHarness(_server);
        await harness.Cache.SetAsync("a*b:1", 1);
        await harness.Cache.SetAsync("axb:1", 1);

        Assert.Null((await harness.Cache.RemoveByPatternAsync(@"a\*b:*")).Count);

        Assert.False((await harness.Cache.TryGetAsync<int>("a*b:1")).Found);
        Assert.True((await harness.Cache.TryGetAsync<int>("axb:1")).Found);
    }

    [Theory]
    [InlineData("*:1")]
    [InlineData("l?st:*")]
    [InlineData("l[i]st:*")]
    [InlineData("list:**")]
    public async Task Any_other_glob_is_looked_for_and_counted(string pattern)
    {
        await using var harness = new CacheHarness(_server);
        await harness.Cache.SetAsync("list:1", 1);
        await harness.Cache.SetAsync("other", 1);

        Assert.Equal(new PatternRemoval(true, 1), await harness.Cache.RemoveByPatternAsync(pattern));

        Assert.False((await harness.Cache.TryGetAsync<int>("list:1")).Found);
        Assert.True((await harness.Cache.TryGetAsync<int>("other")).Found);
    }
}
