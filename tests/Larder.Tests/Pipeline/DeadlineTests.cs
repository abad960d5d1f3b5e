using Larder.Testing.Hosting;
using Larder.Testing.Tiers;
using Larder.Testing;

namespace Larder.Tests.Pipeline;

/// <summary>What a load that takes long, or never ends, does to those who wait for it: nothing beyond a stated time.</summary>
public sealed class DeadlineTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly CacheEntryOptions Limited = new() { LoadTimeout = Limit };

    private static readonly CacheEntryOptions Patient = new()
    {
        Expiration = TimeSpan.FromMinutes(1), StaleFor = TimeSpan.FromHours(1), SoftTimeout = TimeSpan.FromMilliseconds(100),
    };

    private readonly TaskCompletionSource<int> _hanging = new();

    [Fact]
    public async Task A_load_that_never_ends_is_given_up_and_frees_its_key()
    {
        await using var harness = new CacheHarness();
        var first = harness.Cache.GetOrLoadAsync("apple", HangAsync, Limited).AsTask();
        var joined = harness.Cache.GetOrLoadAsync("apple", HangAsync, Limited).AsTask();

        harness.Clock.Advance(Limit);

        var late = await Assert.ThrowsAsync<CacheLoadTimeoutException>(() => first);
        await Assert.ThrowsAsync<CacheLoadTimeoutException>(() => joined);
        Assert.Equal(("LAR302", Limit), (late.Code, late.Timeout));
        Assert.Equal(2, await harness.Cache.GetOrLoadAsync("apple", static _ => new ValueTask<int>(2)));
    }

    [Fact]
    public async Task What_a_given_up_load_brings_at_last_is_dropped()
    {
        await using var harness = new CacheHarness();
        var first = harness.Cache.GetOrLoadAsync("apple", HangAsync, Limited).AsTask();
        harness.Clock.Advance(Limit);
        await Assert.ThrowsAsync<CacheLoadTimeoutException>(() => first);
        Assert.Equal(1, harness.Stats.OrphanedLoads);

        _hanging.SetResult(1);
        await Eventually.HoldsAsync(() => harness.Stats.OrphanedLoads == 0);

        Assert.False((await harness.Cache.TryGetAsync<int>("apple")).Found);
    }

    [Fact]
    public async Task A_loader_is_told_that_its_time_is_over()
    {
        await using var harness = new CacheHarness();
        var source = new Source();
        var load = harness.Cache.GetOrLoadAsync("apple", source.LoadSlowlyAsync, Limited).AsTask();
        await source.Started.Task;

        harness.Clock.Advance(Limit);

        await Assert.ThrowsAsync<CacheLoadTimeoutException>(() => load);
        await Eventually.HoldsAsync(() => harness.Stats.OrphanedLoads == 0);
    }

    [Fact]
    public async Task A_loader_that_gives_up_by_itself_is_no_timeout_of_ours()
    {
        await using var harness = new CacheHarness();

        await Assert.ThrowsAsync<TaskCanceledException>(async () =>
            await harness.Cache.GetOrLoadAsync<int>("apple", static _ => throw new TaskCanceledException("The source did."), Limited));
    }

    [Fact]
    public async Task When_the_time_is_over_a_stale_value_answers_if_there_is_one()
    {
        await using var harness = new CacheHarness();
        await harness.Cache.SetAsync("apple", 1, Stale());
        harness.Clock.Advance(TimeSpan.FromMinutes(2));

        var read = harness.Cache.GetOrLoadAsync("apple", HangAsync, Limited).AsTask();
        harness.Clock.Advance(Limit);

        Assert.Equal(1, await read);
    }

    [Fact]
    public async Task Waiting_for_a_place_counts()
    {
        await using var harness = new CacheHarness(static options => options.MaxConcurrentLoads = 1);
        var first = harness.Cache.GetOrLoadAsync("apple", HangAsync, new() { LoadTimeout = TimeSpan.FromHours(1) }).AsTask();
        var second = harness.Cache.GetOrLoadAsync("pear", static _ => new ValueTask<int>(2), Limited).AsTask();

        harness.Clock.Advance(Limit);

        await Assert.ThrowsAsync<CacheLoadTimeoutException>(() => second);
        _hanging.SetResult(1);
        Assert.Equal(1, await first);
        Assert.Equal(2, await harness.Cache.GetOrLoadAsync("pear", static _ => new ValueTask<int>(2), Limited));
    }

    [Fact]
    public async Task A_given_up_load_gives_its_lease_back()
    {
        var server = new InMemoryTierServer(new FakeClock());
        await using var one = new CacheHarness(server);
        await using var two = new CacheHarness(server);
        var first = one.Cache.GetOrLoadAsync("apple", HangAsync, Limited).AsTask();
        await Eventually.HoldsAsync(() => one.Calls.RoundTrips > 1);

        one.Clock.Advance(Limit);
        await Assert.ThrowsAsync<CacheLoadTimeoutException>(() => first);

        Assert.Equal(2, await two.Cache.GetOrLoadAsync("apple", static _ => new ValueTask<int>(2)));
    }

    [Fact]
    public async Task A_slow_load_lets_its_callers_go_on_with_the_stale_value_and_ends_by_itself()
    {
        await using var harness = new CacheHarness();
        await harness.Cache.SetAsync("apple", 1, Patient);
        harness.Clock.Advance(TimeSpan.FromMinutes(2));

        var read = harness.Cache.GetOrLoadAsync("apple", HangAsync, Patient).AsTask();
        harness.Clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(1, await read);
        Assert.Equal(1, harness.Stats.StaleHits);
        _hanging.SetResult(2);
        await Eventually.HoldsAsync(() => harness.Stats.Loads == 1);

        Assert.Equal(2, await harness.Cache.GetOrLoadAsync("apple", static _ => new ValueTask<int>(3), Patient));
    }

    [Fact]
    public async Task A_slow_load_without_a_stale_value_is_waited_for()
    {
        await using var harness = new CacheHarness();

        var read = harness.Cache.GetOrLoadAsync("apple", HangAsync, Patient).AsTask();
        harness.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(read.IsCompleted);
        _hanging.SetResult(2);

        Assert.Equal(2, await read);
    }

    [Fact]
    public async Task A_value_removed_while_its_load_takes_long_is_not_served_stale()
    {
        await using var harness = new CacheHarness();
        await harness.Cache.SetAsync("apple", 1, Patient);
        harness.Clock.Advance(TimeSpan.FromMinutes(2));

        var read = harness.Cache.GetOrLoadAsync("apple", HangAsync, Patient).AsTask();
        await harness.Cache.RemoveAsync("apple");
        harness.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(read.IsCompleted);
        _hanging.SetResult(2);

        Assert.Equal(2, await read);
    }

    [Fact]
    public async Task A_token_ends_the_wait_for_a_slow_load_too()
    {
        await using var harness = new CacheHarness();
        using var stop = new CancellationTokenSource();

        var read = harness.Cache.GetOrLoadAsync("apple", HangAsync, Patient, stop.Token).AsTask();
        await stop.CancelAsync();

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.Equal(stop.Token, cancelled.CancellationToken);
    }

    [Fact]
    public async Task A_cache_can_be_disposed_while_a_loader_hangs()
    {
        var harness = new CacheHarness();
        var read = harness.Cache.GetOrLoadAsync("apple", HangAsync).AsTask();

        await harness.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        _hanging.SetResult(1);
    }

    private static CacheEntryOptions Stale() => new() { Expiration = TimeSpan.FromMinutes(1), StaleFor = TimeSpan.FromHours(1) };

    /// <summary>Does not heed its token.</summary>
    private ValueTask<int> HangAsync(CancellationToken cancellationToken) => new(_hanging.Task);
}
