using Larder.Testing.Hosting;
using Larder.Testing.Tiers;
using Larder.Tiers;

namespace Larder.Testing.Tests.Hosting;

/// <summary>What docs/guide/testing.md says of a fleet.</summary>
public sealed class FleetTests
{
    private readonly InMemoryTierServer _server = new();
    private readonly CountingLoader<int> _loader = new(run => run);

    [Fact]
    public async Task A_change_that_is_held_back_is_seen_by_the_other_once_it_is_told()
    {
        await using CacheHarness one = new(_server), other = new(_server);
        await one.Cache.GetOrLoadAsync("stock:7", _loader.LoadAsync);
        await other.Cache.GetOrLoadAsync("stock:7", _loader.LoadAsync);
        Assert.Equal(1, _loader.Runs);

        other.Changes.Hold();
        await one.Cache.RemoveAsync("stock:7");
        Assert.True((await other.Cache.TryGetAsync<int>("stock:7")).Found);

        other.Changes.Release();
        Assert.False((await other.Cache.TryGetAsync<int>("stock:7")).Found);
    }

    [Fact]
    public async Task What_memory_held_before_an_outage_is_asked_for_again_after_it()
    {
        await using CacheHarness one = new(_server), other = new(_server);
        await one.Cache.GetOrLoadAsync("stock:7", _loader.LoadAsync);
        await other.Cache.GetOrLoadAsync("stock:7", _loader.LoadAsync);

        _server.TakeDown();
        _server.BringUp();
        other.Calls.Reset();
        await other.Cache.GetOrLoadAsync("stock:7", _loader.LoadAsync);

        Assert.Equal(1, other.Calls[TierVerb.Read]);
        Assert.Equal(1, _loader.Runs);
    }

    [Fact]
    public async Task A_fault_of_one_instance_leaves_the_other_alone()
    {
        await using CacheHarness one = new(_server), other = new(_server);
        one.Faults.Always(TierFault.Fail(TierFailure.TimedOut));

        Assert.False(await one.Cache.SetAsync("a", 1));
        Assert.True(await other.Cache.SetAsync("a", 2));
    }

    [Fact]
    public async Task A_body_that_arrives_damaged_is_a_miss()
    {
        await using CacheHarness one = new(_server), other = new(_server);
        await one.Cache.GetOrLoadAsync("stock:7", _loader.LoadAsync);
        other.Faults.Always(TierFault.TruncateBodies(5));

        Assert.Equal(2, await other.Cache.GetOrLoadAsync("stock:7", _loader.LoadAsync));
    }
}
