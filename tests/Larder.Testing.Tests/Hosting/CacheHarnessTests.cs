using Larder.Testing.Hosting;
using Larder.Testing.Tiers;
using Larder.Tiers;

namespace Larder.Testing.Tests.Hosting;

public sealed class CacheHarnessTests
{
    [Fact]
    public async Task A_value_expires_by_the_harnesss_clock()
    {
        await using CacheHarness harness = new();
        CountingLoader<int> loader = new(run => run);
        CacheEntryOptions options = new() { Expiration = TimeSpan.FromMinutes(5) };

        Assert.Equal(1, await harness.Cache.GetOrLoadAsync("price:7", loader.LoadAsync, options));
        harness.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(1, await harness.Cache.GetOrLoadAsync("price:7", loader.LoadAsync, options));
        harness.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(2, await harness.Cache.GetOrLoadAsync("price:7", loader.LoadAsync, options));
    }

    [Fact]
    public async Task A_loader_serves_the_form_with_state()
    {
        await using CacheHarness harness = new();
        CountingLoader<string> loader = new("tea");

        Assert.Equal("tea", await harness.Cache.GetOrLoadAsync("product:7", 7, loader.LoadAsync));
        Assert.Equal(1, loader.Runs);
    }

    [Fact]
    public async Task Stale_value_is_served_when_the_loader_fails()
    {
        await using CacheHarness harness = new();
        await harness.Cache.SetAsync("price:7", 42, new() { Expiration = TimeSpan.FromMinutes(1), StaleFor = TimeSpan.FromHours(1) });

        harness.Clock.Advance(TimeSpan.FromMinutes(2));
        var price = await harness.Cache.GetOrLoadAsync<int>("price:7", _ => throw new IOException());

        Assert.Equal(42, price);
    }

    [Fact]
    public async Task Harnesses_on_one_server_are_a_fleet()
    {
        InMemoryTierServer server = new();
        await using CacheHarness one = new(server);
        await using CacheHarness other = new(server);
        CountingLoader<int> loader = new(run => run);

        Assert.Equal(1, await one.Cache.GetOrLoadAsync("a", loader.LoadAsync));
        Assert.Equal(1, await other.Cache.GetOrLoadAsync("a", loader.LoadAsync));
        await other.Cache.RemoveAsync("a");

        Assert.Equal(2, await one.Cache.GetOrLoadAsync("a", loader.LoadAsync));
        Assert.Same(one.Clock, other.Clock);
    }

    [Fact]
    public async Task Memory_answers_for_days_while_the_stream_is_well()
    {
        InMemoryTierServer server = new();
        await using CacheHarness harness = new(server, options => options.Expiration = TimeSpan.FromDays(30));
        CountingLoader<int> loader = new(7);
        await harness.Cache.GetOrLoadAsync("a", loader.LoadAsync);
        harness.Calls.Reset();

        harness.Clock.Advance(TimeSpan.FromDays(20));
        await harness.Cache.GetOrLoadAsync("a", loader.LoadAsync);

        Assert.Equal(0, harness.Calls.RoundTrips);
    }

    [Fact]
    public async Task Memory_asks_again_once_the_stream_is_no_longer_proven()
    {
        InMemoryTierServer server = new();
        await using CacheHarness harness = new(server, options => options.StalenessBound = TimeSpan.FromSeconds(1));
        CountingLoader<int> loader = new(run => run);
        await harness.Cache.GetOrLoadAsync("a", loader.LoadAsync);
        harness.Calls.Reset();

        harness.Changes.Hold();
        server.RemoveForeign(server.Slots.Single(slot => slot.Name.EndsWith(":a", StringComparison.Ordinal)));
        Assert.Equal(1, await harness.Cache.GetOrLoadAsync("a", loader.LoadAsync));
        Assert.Equal(0, harness.Calls.RoundTrips);
        harness.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(2, await harness.Cache.GetOrLoadAsync("a", loader.LoadAsync));
        Assert.NotEqual(0, harness.Calls.RoundTrips);
    }

    [Fact]
    public async Task A_cache_whose_server_fails_on_cue_still_loads()
    {
        await using CacheHarness harness = new(new InMemoryTierServer());
        CountingLoader<int> loader = new(7);
        harness.Faults.Always(TierFault.Fail(TierFailure.Unreachable));

        Assert.Equal(7, await harness.Cache.GetOrLoadAsync("a", loader.LoadAsync));
        Assert.NotEqual(0, harness.Calls.RoundTrips);
    }

    [Fact]
    public async Task Options_can_be_changed()
    {
        await using CacheHarness harness = new(options => options.MaxKeyLength = 5);

        await Assert.ThrowsAsync<ArgumentException>(() => harness.Cache.ExistsAsync("123456").AsTask());
    }

    [Fact]
    public async Task A_harness_of_memory_alone_has_no_server_to_ask()
    {
        await using CacheHarness harness = new();

        Assert.Throws<InvalidOperationException>(() => harness.Calls);
        Assert.Throws<InvalidOperationException>(() => harness.Changes);
    }

    [Fact]
    public void A_server_on_a_clock_that_can_not_be_advanced_is_refused() =>
        Assert.Throws<ArgumentException>(() => new CacheHarness(new InMemoryTierServer(TimeProvider.System)));
}
