using Larder.Testing;
using Larder.Testing.Hosting;
using Larder.Testing.Tiers;

namespace Larder.Tests.Pipeline;

public sealed class RefreshTests
{
    private static readonly CacheEntryOptions Ahead = new()
    {
        Expiration = TimeSpan.FromMinutes(10), RefreshAhead = TimeSpan.FromMinutes(1), StaleFor = TimeSpan.FromHours(1), Tags = ["fruit"],
    };

    [Fact]
    public async Task A_read_in_the_last_minute_renews_the_value_in_the_background_and_waits_for_nothing()
    {
        await using var harness = new CacheHarness();
        var source = new Source { Value = 1 };
        await harness.Cache.GetOrLoadAsync("apple", source.LoadAsync, Ahead);
        harness.Clock.Advance(TimeSpan.FromMinutes(9) + TimeSpan.FromSeconds(30));
        source.Value = 2;

        for (var read = 0; read < 10; read++) Assert.Equal(1, await harness.Cache.GetOrLoadAsync("apple", source.LoadSlowlyAsync, Ahead));
        source.Finish.SetResult();
        await Eventually.HoldsAsync(() => harness.Stats.Loads == 2);
        harness.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(2, await harness.Cache.GetOrLoadAsync("apple", source.LoadAsync, Ahead));
        Assert.Equal((2, 1), (source.Loads, harness.Stats.Refreshes));
    }

    [Fact]
    public async Task Before_the_last_minute_nothing_is_renewed()
    {
        await using var harness = new CacheHarness();
        var source = new Source();
        await harness.Cache.GetOrLoadAsync("apple", source.LoadAsync, Ahead);

        harness.Clock.Advance(TimeSpan.FromMinutes(8));
        await harness.Cache.GetOrLoadAsync("apple", source.LoadAsync, Ahead);

        Assert.Equal(0, harness.Stats.Refreshes);
    }

    [Fact]
    public async Task A_lead_longer_than_the_value_lives_does_not_make_each_read_a_load()
    {
        await using var harness = new CacheHarness();
        var source = new Source();
        var options = new CacheEntryOptions { Expiration = TimeSpan.FromSeconds(10), RefreshAhead = TimeSpan.FromHours(1) };

        for (var read = 0; read < 10; read++) await harness.Cache.GetOrLoadAsync("apple", source.LoadAsync, options);

        Assert.Equal(1, source.Loads);
    }

    [Theory]
    [InlineData("key")]
    [InlineData("tag")]
    [InlineData("pattern")]
    [InlineData("clear")]
    public async Task A_removal_while_a_refresh_runs_wins(string how)
    {
        await using var harness = new CacheHarness();
        var source = new Source { Value = 1 };
        await harness.Cache.GetOrLoadAsync("apple", source.LoadAsync, Ahead);
        harness.Clock.Advance(TimeSpan.FromMinutes(9.5));
        await harness.Cache.GetOrLoadAsync("apple", source.LoadSlowlyAsync, Ahead);
        await source.Started.Task;

        source.Value = 2;
        await (how switch
        {
            "key" => harness.Cache.RemoveAsync("apple").AsTask(),
            "tag" => harness.Cache.RemoveByTagAsync("fruit").AsTask(),
            "pattern" => harness.Cache.RemoveByPatternAsync("app*").AsTask(),
            _ => (Task)harness.Cache.ClearAsync().AsTask(),
        });
        source.Finish.SetResult();
        await Eventually.HoldsAsync(() => harness.Stats.Loads == 2);

        Assert.Equal(2, await harness.Cache.GetOrLoadAsync("apple", source.LoadAsync, Ahead));
    }

    [Fact]
    public async Task A_refresh_that_fails_is_tried_again_and_the_value_stays_meanwhile()
    {
        await using var harness = new CacheHarness();
        var source = new Source { Value = 1 };
        await harness.Cache.GetOrLoadAsync("apple", source.LoadAsync, Ahead);
        harness.Clock.Advance(TimeSpan.FromMinutes(9.5));
        source.Failure = new IOException();

        Assert.Equal(1, await harness.Cache.GetOrLoadAsync("apple", source.LoadAsync, Ahead));
        await Eventually.HoldsAsync(() => harness.Stats.FailedLoads == 1);
        Assert.Equal(1, await harness.Cache.GetOrLoadAsync("apple", source.LoadAsync, Ahead));
        Assert.Equal(2, source.Loads);

        (source.Failure, source.Value) = (null, 2);
        harness.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, await harness.Cache.GetOrLoadAsync("apple", source.LoadAsync, Ahead));
        await Eventually.HoldsAsync(() => harness.Stats.Loads == 3);
        Assert.Equal(2, await harness.Cache.GetOrLoadAsync("apple", source.LoadAsync, Ahead));
    }

    [Fact]
    public async Task Who_comes_when_the_time_is_over_joins_the_refresh_that_runs()
    {
        await using var harness = new CacheHarness();
        var source = new Source { Value = 1 };
        await harness.Cache.GetOrLoadAsync("apple", source.LoadAsync, Ahead);
        harness.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(5));
        source.Value = 2;
        await harness.Cache.GetOrLoadAsync("apple", source.LoadSlowlyAsync, Ahead);

        harness.Clock.Advance(TimeSpan.FromSeconds(10));
        var read = harness.Cache.GetOrLoadAsync("apple", source.LoadAsync, Ahead).AsTask();
        source.Finish.SetResult();

        Assert.Equal(2, await read);
        Assert.Equal(2, source.Loads);
    }

    [Fact]
    public async Task One_process_of_a_fleet_refreshes_and_all_have_the_new_value()
    {
        var server = new InMemoryTierServer(new FakeClock());
        await using var one = new CacheHarness(server);
        await using var two = new CacheHarness(server);
        var source = new Source { Value = 1 };
        await one.Cache.GetOrLoadAsync("apple", source.LoadAsync, Ahead);
        await two.Cache.GetOrLoadAsync("apple", source.LoadAsync, Ahead);
        one.Clock.Advance(TimeSpan.FromMinutes(9.5));
        source.Value = 2;

        Assert.Equal(1, await one.Cache.GetOrLoadAsync("apple", source.LoadSlowlyAsync, Ahead));
        Assert.Equal(1, await two.Cache.GetOrLoadAsync("apple", source.LoadSlowlyAsync, Ahead));

        await Eventually.HoldsAsync(() => one.Stats.Refreshes + two.Stats.Refreshes == 2);
        source.Finish.SetResult();
        await Eventually.HoldsAsync(() => one.Stats.Loads + two.Stats.Loads == 2);
        one.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(2, await one.Cache.GetOrLoadAsync("apple", source.LoadAsync, Ahead));
        Assert.Equal(2, await two.Cache.GetOrLoadAsync("apple", source.LoadAsync, Ahead));
        Assert.Equal(2, source.Loads);
    }

    [Fact]
    public async Task What_another_process_brought_meanwhile_is_taken_instead_of_loading()
    {
        var server = new InMemoryTierServer(new FakeClock());
        await using var one = new CacheHarness(server);
        await using var two = new CacheHarness(server);
        var source = new Source { Value = 1 };
        await one.Cache.GetOrLoadAsync("apple", source.LoadAsync, Ahead);
        one.Clock.Advance(TimeSpan.FromMinutes(9.5));
        one.Changes.Hold();
        await two.Cache.SetAsync("apple", 2, Ahead);

        await one.Cache.GetOrLoadAsync("apple", source.LoadAsync, Ahead);
        Assert.Equal(1, source.Loads);
        one.Changes.Release();

        Assert.Equal(2, await one.Cache.GetOrLoadAsync("apple", source.LoadAsync, Ahead));
        Assert.Equal(1, source.Loads);
    }
}
