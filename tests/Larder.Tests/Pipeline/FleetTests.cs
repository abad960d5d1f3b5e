using Larder.Testing.Hosting;
using Larder.Testing.Tiers;
using Larder.Testing;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Tests.Pipeline;

/// <summary>Several processes on one shared tier.</summary>
public sealed class FleetTests
{
    private readonly InMemoryTierServer _server = new(new FakeClock());

    private FakeClock Clock => (FakeClock)_server.Clock;

    [Fact]
    public async Task One_load_serves_the_whole_fleet()
    {
        await using var one = new CacheHarness(_server);
        await using var two = new CacheHarness(_server);
        await using var three = new CacheHarness(_server);
        var source = new Source { Value = 7 };

        CacheHarness[] fleet = [one, two, three];
        var callers = fleet.SelectMany(harness => Enumerable.Range(0, 50).Select(_ => harness.Cache.GetOrLoadAsync("a", source.LoadSlowlyAsync).AsTask())).ToArray();
        source.Finish.SetResult();

        Assert.All(await Task.WhenAll(callers).WaitAsync(TimeSpan.FromSeconds(30)), value => Assert.Equal(7, value));
        Assert.Equal(1, source.Loads);
        Assert.Equal(50, one.Stats.Misses + two.Stats.Misses + three.Stats.Misses);
        Assert.Equal(100, one.Stats.SharedHits + two.Stats.SharedHits + three.Stats.SharedHits);
    }

    [Fact]
    public async Task A_change_is_seen_by_the_others()
    {
        await using var one = new CacheHarness(_server);
        await using var two = new CacheHarness(_server);
        await one.Cache.SetAsync("a", 1);
        Assert.Equal(1, (await two.Cache.TryGetAsync<int>("a")).Value);

        await one.Cache.SetAsync("a", 2);

        Assert.Equal(2, (await two.Cache.TryGetAsync<int>("a")).Value);
        Assert.Equal(2, (await one.Cache.TryGetAsync<int>("a")).Value);
    }

    [Fact]
    public async Task A_process_that_dies_while_it_loads_is_relieved_when_its_lease_ends()
    {
        await using var one = new CacheHarness(_server);
        var lease = new SlotVersion(99, 99);
        var dead = _server.Open(new DeafSink());
        await dead.LeaseAsync(new Slot(SlotKind.Entry, "test:a"), lease, TimeSpan.FromSeconds(10), CancellationToken.None);
        var source = new Source { Value = 7 };

        var read = one.Cache.GetOrLoadAsync("a", source.LoadAsync).AsTask();
        await Eventually.HoldsAsync(() => Clock.ArmedTimers > 0);
        Assert.False(read.IsCompleted);
        Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(7, await read.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_lease_is_extended_for_as_long_as_its_load_runs()
    {
        await using var one = new CacheHarness(_server);
        await using var two = new CacheHarness(_server);
        var source = new Source { Value = 7 };
        var first = one.Cache.GetOrLoadAsync("a", source.LoadSlowlyAsync, new() { LoadTimeout = TimeSpan.FromHours(1) }).AsTask();
        await source.Started.Task;
        var second = two.Cache.GetOrLoadAsync("a", source.LoadAsync).AsTask();

        // As many as when both processes do nothing but wait, and none for a call under way.
        const int WhileBothWait = 4;
        for (var i = 0; i < 12; i++)
        {
            await Eventually.HoldsAsync(() => Clock.ArmedTimers == WhileBothWait && Clock.NextTimerIn > TimeSpan.FromSeconds(1));
            Clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(SlotState.Leased, _server.StateOf(new Slot(SlotKind.Entry, "test:a")));
        source.Finish.SetResult();
        Assert.Equal(7, await first.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(7, await second.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(1, source.Loads);
    }

    [Fact]
    public async Task A_load_that_fails_gives_its_lease_back_so_that_another_process_takes_over()
    {
        await using var one = new CacheHarness(_server);
        await using var two = new CacheHarness(_server);
        var failing = new Source { Failure = new IOException() };
        var working = new Source { Value = 7 };
        var first = one.Cache.GetOrLoadAsync("a", failing.LoadSlowlyAsync).AsTask();
        await failing.Started.Task;
        var second = two.Cache.GetOrLoadAsync("a", working.LoadAsync).AsTask();

        failing.Finish.SetResult();

        await Assert.ThrowsAsync<IOException>(() => first);
        Assert.Equal(7, await second.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_stale_value_stays_for_all_until_its_refresh_is_there()
    {
        await using var one = new CacheHarness(_server);
        await using var two = new CacheHarness(_server);
        await one.Cache.SetAsync("a", 1, new() { Expiration = TimeSpan.FromMinutes(1), StaleFor = TimeSpan.FromHours(1) });
        Clock.Advance(TimeSpan.FromMinutes(2));
        var source = new Source { Value = 2 };
        var refresh = one.Cache.GetOrLoadAsync("a", source.LoadSlowlyAsync).AsTask();
        await source.Started.Task;

        var waiting = two.Cache.GetOrLoadAsync<int>("a", static _ => throw new IOException()).AsTask();
        source.Finish.SetResult();

        Assert.Equal(2, await refresh);
        Assert.Equal(2, await waiting.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(1, source.Loads);
    }

    [Fact]
    public async Task A_stale_value_of_another_process_is_served_when_the_loader_fails()
    {
        await using var one = new CacheHarness(_server);
        await using var two = new CacheHarness(_server);
        await one.Cache.SetAsync("a", 1, new() { Expiration = TimeSpan.FromMinutes(1), StaleFor = TimeSpan.FromHours(1) });
        Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(1, await two.Cache.GetOrLoadAsync<int>("a", static _ => throw new IOException()));
    }

    [Fact]
    public async Task A_reader_does_not_serve_from_memory_what_nobody_vouches_for()
    {
        await using var one = new CacheHarness(_server);
        await using var two = new CacheHarness(_server);
        await one.Cache.SetAsync("a", 1);
        Assert.Equal(1, (await two.Cache.TryGetAsync<int>("a")).Value);
        _server.Instances[1].Changes.Hold();
        await one.Cache.SetAsync("a", 2);

        Assert.Equal(1, (await two.Cache.TryGetAsync<int>("a")).Value);
        Clock.Advance(TimeSpan.FromSeconds(1) + TimeSpan.FromMilliseconds(1));

        Assert.Equal(2, (await two.Cache.TryGetAsync<int>("a")).Value);
    }

    [Fact]
    public async Task A_broken_stream_makes_memory_ask_for_the_version_and_not_for_the_value()
    {
        await using var one = new CacheHarness(_server);
        await one.Cache.SetAsync("a", new string('x', 10_000));
        Assert.Equal(ReadSource.Memory, (await one.Cache.TryGetAsync<string>("a")).Source);

        _server.Instances[0].Changes.Break();

        Assert.Equal(ReadSource.Shared, (await one.Cache.TryGetAsync<string>("a")).Source);
        Assert.Equal(ReadSource.Memory, (await one.Cache.TryGetAsync<string>("a")).Source);
    }

    [Fact]
    public async Task What_another_program_wrote_is_a_miss_and_is_left_alone()
    {
        await using var one = new CacheHarness(_server);
        var slot = new Slot(SlotKind.Entry, "test:a");
        _server.WriteForeign(slot);

        Assert.Equal(7, await one.Cache.GetOrLoadAsync("a", static _ => new ValueTask<int>(7)));

        Assert.Equal(SlotState.Foreign, _server.StateOf(slot));
    }

    [Fact]
    public async Task An_entry_of_another_type_is_a_miss_and_is_replaced()
    {
        await using var one = new CacheHarness(_server);
        await using var two = new CacheHarness(_server);
        await one.Cache.SetAsync("a", 1);

        Assert.Equal("x", await two.Cache.GetOrLoadAsync("a", static _ => new ValueTask<string>("x")));

        Assert.Equal(1, two.Stats.MissesByReason[MissReason.OtherVersion]);
    }

    [Fact]
    public async Task A_cold_read_of_an_entry_with_32_tags_that_the_call_names_is_one_round_trip()
    {
        var options = new CacheEntryOptions { Tags = [.. Enumerable.Range(0, 32).Select(static i => $"tag{i}")] };
        await using var one = new CacheHarness(_server);
        await one.Cache.SetAsync("a", 1, options);
        await using var cold = new CacheHarness(_server);
        _ = cold.Cache;
        var calls = _server.Instances[^1].Calls;
        calls.Reset();

        Assert.Equal(1, await cold.Cache.GetOrLoadAsync<int>("a", static _ => throw new IOException(), options));

        Assert.Equal(1, calls.RoundTrips);
    }

    [Fact]
    public async Task A_pattern_removes_from_every_process()
    {
        await using var one = new CacheHarness(_server);
        await using var two = new CacheHarness(_server);
        for (var i = 0; i < 10; i++) await one.Cache.SetAsync($"list:{i}", i);
        await one.Cache.SetAsync("other", 1);
        for (var i = 0; i < 10; i++) await two.Cache.TryGetAsync<int>($"list:{i}");

        Assert.Equal(new PatternRemoval(true, null), await one.Cache.RemoveByPatternAsync("list:*"));

        for (var i = 0; i < 10; i++) Assert.False((await two.Cache.TryGetAsync<int>($"list:{i}")).Found);
        Assert.True((await two.Cache.TryGetAsync<int>("other")).Found);
    }
}
