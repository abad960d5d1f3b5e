using Larder.Testing.Hosting;
using Larder.Testing.Tiers;
using Larder.Testing;
using Larder.Tiers;

namespace Larder.Tests.Pipeline;

/// <summary>Down is not broken: the shared tier fails, and requests go on.</summary>
public sealed class OutageTests
{
    private readonly InMemoryTierServer _server = new(new FakeClock());

    private FakeClock Clock => (FakeClock)_server.Clock;

    [Theory]
    [InlineData(TierFailure.Unreachable)]
    [InlineData(TierFailure.TimedOut)]
    [InlineData(TierFailure.Refused)]
    [InlineData(TierFailure.Full)]
    public async Task No_call_throws_because_the_tier_is_down(TierFailure failure)
    {
        await using var harness = new CacheHarness(_server);
        await harness.Cache.SetAsync("a", 1);
        _server.TakeDown(failure);
        var cache = harness.Cache;

        Assert.Equal(2, await cache.GetOrLoadAsync("b", static _ => new ValueTask<int>(2)));
        Assert.Equal(2, (await cache.GetOrLoadManyAsync<int, int>([1, 2], static id => $"m{id}", static (ids, _) => new(ids.ToDictionary(static id => id)))).Count);
        Assert.False(await cache.SetAsync("c", 3));
        await cache.ExpireAsync("a");
        await cache.RemoveAsync("a");
        Assert.False((await cache.TryGetAsync<int>("a")).Found);
        Assert.False(await cache.ExistsAsync("a"));
        Assert.False(await cache.RemoveByTagAsync("tag"));
        await cache.RemoveByPatternAsync("a*");
        Assert.False(await cache.ClearAsync());
    }

    [Fact]
    public async Task A_miss_in_an_outage_says_so()
    {
        await using var harness = new CacheHarness(_server);
        _server.TakeDown();

        await harness.Cache.GetOrLoadAsync("a", static _ => new ValueTask<int>(1));

        Assert.Equal(1, harness.Stats.MissesByReason[MissReason.TierUnreachable]);
    }

    [Fact]
    public async Task What_is_loaded_in_an_outage_is_kept_shortly()
    {
        await using var harness = new CacheHarness(_server);
        var source = new Source { Value = 1 };
        _server.TakeDown();

        for (var i = 0; i < 10; i++) await harness.Cache.GetOrLoadAsync("a", source.LoadAsync);
        Clock.Advance(TimeSpan.FromSeconds(5));
        await harness.Cache.GetOrLoadAsync("a", source.LoadAsync);

        Assert.Equal(2, source.Loads);
    }

    [Fact]
    public async Task What_was_loaded_in_an_outage_is_asked_for_again_when_the_tier_is_back()
    {
        await using var one = new CacheHarness(_server);
        await using var two = new CacheHarness(_server);
        _server.TakeDown();
        Assert.Equal(1, await one.Cache.GetOrLoadAsync("a", static _ => new ValueTask<int>(1)));
        _server.BringUp();
        Clock.Advance(TimeSpan.FromSeconds(2));
        await two.Cache.SetAsync("a", 2);

        // The first read that reaches the tier ends the outage for all that was loaded in it.
        await one.Cache.TryGetAsync<int>("other");

        Assert.Equal(2, await one.Cache.GetOrLoadAsync<int>("a", static _ => throw new IOException()));
    }

    [Fact]
    public async Task A_removal_in_an_outage_is_honoured_here_and_handed_on_when_the_tier_is_back()
    {
        await using var one = new CacheHarness(_server);
        await using var two = new CacheHarness(_server);
        await one.Cache.SetAsync("key", 1);
        await one.Cache.SetAsync("tagged", 1, new() { Tags = ["t"] });
        _server.TakeDown();
        await one.Cache.RemoveAsync("key");
        await one.Cache.RemoveByTagAsync("t");
        Assert.False((await one.Cache.TryGetAsync<int>("key")).Found);
        Assert.False((await one.Cache.TryGetAsync<int>("tagged")).Found);

        _server.BringUp();
        Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.False((await one.Cache.TryGetAsync<int>("key")).Found);
        Assert.False((await one.Cache.TryGetAsync<int>("tagged")).Found);
        Assert.False((await two.Cache.TryGetAsync<int>("key")).Found);
        Assert.False((await two.Cache.TryGetAsync<int>("tagged")).Found);
    }

    [Fact]
    public async Task A_write_that_did_not_reach_the_tier_does_not_leave_the_old_value_there()
    {
        await using var one = new CacheHarness(_server);
        await one.Cache.SetAsync("a", 1);
        _server.TakeDown();
        Assert.False(await one.Cache.SetAsync("a", 2));
        Assert.Equal(2, (await one.Cache.TryGetAsync<int>("a")).Value);

        _server.BringUp();
        Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(3, await one.Cache.GetOrLoadAsync("a", static _ => new ValueTask<int>(3)));
    }

    [Fact]
    public async Task A_pattern_in_an_outage_is_honoured_when_the_tier_is_back()
    {
        await using var one = new CacheHarness(_server);
        await one.Cache.SetAsync("list:1", 1);
        _server.TakeDown();

        Assert.Equal(new PatternRemoval(false, null), await one.Cache.RemoveByPatternAsync("list:*"));
        _server.BringUp();
        Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.False((await one.Cache.TryGetAsync<int>("list:1")).Found);
    }

    [Fact]
    public async Task A_fresh_value_for_which_nobody_vouches_is_served_when_its_loader_fails_too()
    {
        await using var one = new CacheHarness(_server);
        await one.Cache.SetAsync("a", 1);
        _server.TakeDown();

        Assert.Equal(1, await one.Cache.GetOrLoadAsync<int>("a", static _ => throw new IOException()));

        Assert.Equal(1, one.Stats.StaleHits);
    }

    [Fact]
    public async Task The_breaker_spares_a_tier_that_is_down_and_lets_one_call_try_after_a_while()
    {
        await using var one = new CacheHarness(_server);
        _ = one.Cache;
        var calls = _server.Instances[0].Calls;
        _server.TakeDown();
        for (var i = 0; i < 10; i++) await one.Cache.TryGetAsync<int>("a");
        var whileClosing = calls.RoundTrips;

        for (var i = 0; i < 100; i++) await one.Cache.TryGetAsync<int>("a");
        var whileOpen = calls.RoundTrips;
        Clock.Advance(TimeSpan.FromSeconds(2));
        for (var i = 0; i < 100; i++) await one.Cache.TryGetAsync<int>("a");

        Assert.Equal(5, whileClosing);
        Assert.Equal(whileClosing, whileOpen);
        Assert.Equal(whileOpen + 1, calls.RoundTrips);
    }
}
