using Larder.Testing.Hosting;

namespace Larder.Tests.Pipeline;

public sealed class ReadTests
{
    [Fact]
    public async Task A_thousand_callers_of_one_missing_key_share_one_load()
    {
        await using var harness = new CacheHarness();
        var source = new Source { Value = 7 };

        var callers = Enumerable.Range(0, 1_000).Select(_ => harness.Cache.GetOrLoadAsync("a", source.LoadSlowlyAsync).AsTask()).ToArray();
        source.Finish.SetResult();

        Assert.All(await Task.WhenAll(callers), value => Assert.Equal(7, value));
        Assert.Equal(1, source.Loads);
    }

    [Fact]
    public async Task Who_reads_past_the_cache_joins_no_load_of_others_and_nobody_joins_his()
    {
        await using var harness = new CacheHarness();
        var (others, own, next) = (new Source { Value = 1 }, new Source { Value = 2 }, new Source { Value = 3 });
        var past = new CacheEntryOptions { Tiers = CacheTiers.LoaderOnly };
        var before = harness.Cache.GetOrLoadAsync("a", others.LoadSlowlyAsync).AsTask();

        var asksAnew = harness.Cache.GetOrLoadAsync("a", own.LoadSlowlyAsync, past).AsTask();
        var asksToo = harness.Cache.GetOrLoadAsync("a", next.LoadSlowlyAsync, past).AsTask();
        var joins = harness.Cache.GetOrLoadAsync("a", own.LoadSlowlyAsync).AsTask();
        own.Finish.SetResult();
        next.Finish.SetResult();

        Assert.Equal((2, 3), (await asksAnew, await asksToo));
        others.Finish.SetResult();
        Assert.Equal((1, 1), (await before, await joins));
        Assert.Equal((1, 1, 1), (others.Loads, own.Loads, next.Loads));
        Assert.Equal(1, (await harness.Cache.TryGetAsync<int>("a")).Value);
    }

    [Fact]
    public async Task A_failure_is_shared_by_all_who_waited_and_is_not_kept()
    {
        await using var harness = new CacheHarness();
        var source = new Source { Failure = new IOException("gone") };

        var callers = Enumerable.Range(0, 20).Select(_ => harness.Cache.GetOrLoadAsync("a", source.LoadSlowlyAsync).AsTask()).ToArray();
        source.Finish.SetResult();

        foreach (var caller in callers) Assert.Equal("gone", (await Assert.ThrowsAsync<IOException>(() => caller)).Message);
        Assert.Equal(1, source.Loads);
        source.Failure = null;
        Assert.Equal(0, await harness.Cache.GetOrLoadAsync("a", source.LoadAsync));
    }

    [Fact]
    public async Task A_caller_that_cancels_ends_only_its_own_wait()
    {
        await using var harness = new CacheHarness();
        var source = new Source { Value = 7 };
        using var impatience = new CancellationTokenSource();
        var first = harness.Cache.GetOrLoadAsync("a", source.LoadSlowlyAsync, cancellationToken: impatience.Token).AsTask();
        var second = harness.Cache.GetOrLoadAsync("a", source.LoadSlowlyAsync).AsTask();

        await impatience.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(impatience.Token, error.CancellationToken);
        source.Finish.SetResult();
        Assert.Equal(7, await second);
        Assert.Equal(1, source.Loads);
    }

    [Fact]
    public async Task A_load_that_nobody_waits_for_any_more_is_cancelled()
    {
        await using var harness = new CacheHarness();
        using var impatience = new CancellationTokenSource();
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var read = harness.Cache.GetOrLoadAsync<int>(
            "a",
            async token =>
            {
                await using var registration = token.Register(seen.SetResult);
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
                return 1;
            },
            cancellationToken: impatience.Token).AsTask();

        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        await seen.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(2, await harness.Cache.GetOrLoadAsync("a", static _ => new ValueTask<int>(2)));
    }

    [Fact]
    public async Task Null_and_falsy_values_are_values_and_not_misses()
    {
        await using var harness = new CacheHarness();

        Assert.Equal(1, await LoadsOf<string?>(harness, "null", null));
        Assert.Equal(1, await LoadsOf(harness, "empty", ""));
        Assert.Equal(1, await LoadsOf(harness, "zero", 0));
        Assert.Equal(1, await LoadsOf(harness, "false", false));
        Assert.Equal(1, await LoadsOf(harness, "list", new List<int>()));
        var lookup = await harness.Cache.TryGetAsync<string?>("null");
        Assert.True(lookup.Found);
        Assert.Null(lookup.Value);
        Assert.False((await harness.Cache.TryGetAsync<string?>("never")).Found);
    }

    [Fact]
    public async Task A_null_is_remembered_for_the_negative_expiration_only()
    {
        await using var harness = new CacheHarness();
        var options = new CacheEntryOptions { NegativeExpiration = TimeSpan.FromSeconds(30), Expiration = TimeSpan.FromHours(1) };
        await harness.Cache.GetOrLoadAsync("a", static _ => new ValueTask<string?>((string?)null), options);

        harness.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Null(await harness.Cache.GetOrLoadAsync("a", static _ => new ValueTask<string?>("there"), options));

        harness.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("there", await harness.Cache.GetOrLoadAsync("a", static _ => new ValueTask<string?>("there"), options));
    }

    [Fact]
    public async Task A_value_is_fresh_until_its_expiration_and_not_a_moment_longer()
    {
        await using var harness = new CacheHarness();
        await harness.Cache.SetAsync("a", 1, new() { Expiration = TimeSpan.FromMinutes(1) });

        harness.Clock.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromMilliseconds(1));
        Assert.True(await harness.Cache.ExistsAsync("a"));

        harness.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(await harness.Cache.ExistsAsync("a"));
    }

    [Fact]
    public async Task Stale_value_is_served_when_the_loader_fails()
    {
        await using var harness = new CacheHarness();
        await harness.Cache.SetAsync("price:7", 42, new() { Expiration = TimeSpan.FromMinutes(1), StaleFor = TimeSpan.FromHours(1) });

        harness.Clock.Advance(TimeSpan.FromMinutes(2));
        var price = await harness.Cache.GetOrLoadAsync<int>("price:7", static _ => throw new IOException());

        Assert.Equal(42, price);
        Assert.Equal(1, harness.Stats.StaleHits);
    }

    [Fact]
    public async Task A_loader_sees_the_stale_value_and_may_say_that_it_still_holds()
    {
        await using var harness = new CacheHarness();
        await harness.Cache.SetAsync("a", 42, new() { Expiration = TimeSpan.FromMinutes(1), StaleFor = TimeSpan.FromHours(1) });
        harness.Clock.Advance(TimeSpan.FromMinutes(2));

        var value = await harness.Cache.GetOrLoadAsync(
            "a", 0, static (_, context, _) => new ValueTask<int>(context.Stale<int>().Found ? context.NotModified<int>() : -1));

        Assert.Equal(42, value);
        Assert.Equal(42, (await harness.Cache.TryGetAsync<int>("a")).Value);
    }

    [Fact]
    public async Task A_loader_may_say_that_its_value_is_not_to_be_kept()
    {
        await using var harness = new CacheHarness();

        var value = await harness.Cache.GetOrLoadAsync("a", 0, static (_, context, _) =>
        {
            context.DoNotKeep();
            return new ValueTask<int>(1);
        });

        Assert.Equal(1, value);
        Assert.False(await harness.Cache.ExistsAsync("a"));
    }

    [Fact]
    public async Task A_loader_may_choose_the_expiration()
    {
        await using var harness = new CacheHarness();
        await harness.Cache.GetOrLoadAsync("a", 0, static (_, context, _) =>
        {
            context.Expiration = TimeSpan.FromSeconds(10);
            return new ValueTask<int>(1);
        });

        harness.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.False(await harness.Cache.ExistsAsync("a"));
    }

    [Fact]
    public async Task A_loader_does_not_see_the_asynchronous_locals_of_who_came_first()
    {
        await using var harness = new CacheHarness();
        var user = new AsyncLocal<string?> { Value = "alice" };
        using var cancellation = new CancellationTokenSource();

        var plain = await harness.Cache.GetOrLoadAsync("a", _ => new ValueTask<string>(user.Value ?? "nobody"));
        var withToken = await harness.Cache.GetOrLoadAsync("b", _ => new ValueTask<string>(user.Value ?? "nobody"), cancellationToken: cancellation.Token);

        Assert.Equal("nobody", plain);
        Assert.Equal("nobody", withToken);
        Assert.Equal("alice", user.Value);
    }

    [Fact]
    public async Task A_key_that_holds_another_type_is_a_typed_error_and_no_race()
    {
        await using var harness = new CacheHarness();
        await harness.Cache.SetAsync("a", 1);

        var error = await Assert.ThrowsAsync<CacheTypeException>(async () => await harness.Cache.GetOrLoadAsync("a", static _ => new ValueTask<string>("x")));

        Assert.Equal(typeof(int), error.Held);
        Assert.Equal(typeof(string), error.Asked);
        Assert.StartsWith("LAR403", error.Message);
    }

    [Fact]
    public async Task A_loader_that_reads_the_cache_again_needs_no_second_place_in_the_gate()
    {
        await using var harness = new CacheHarness(configure: static options => options.MaxConcurrentLoads = 1);
        var cache = harness.Cache;

        var value = await cache.GetOrLoadAsync("outer", async token => 1 + await cache.GetOrLoadAsync("inner", static _ => new ValueTask<int>(1)))
            .AsTask().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(2, value);
    }

    [Fact]
    public async Task No_more_loaders_run_at_once_than_the_gate_lets_in()
    {
        await using var harness = new CacheHarness(configure: static options => options.MaxConcurrentLoads = 3);
        var (running, most) = (0, 0);
        var sync = new Lock();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => harness.Cache.GetOrLoadAsync($"k{i}", async _ =>
        {
            lock (sync) most = Math.Max(most, ++running);
            await Task.Yield();
            lock (sync) running--;
            return i;
        }).AsTask()));

        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task A_jitter_only_shortens_an_expiration()
    {
        await using var harness = new CacheHarness();
        var options = new CacheEntryOptions { Expiration = TimeSpan.FromSeconds(100), Jitter = 0.5 };
        for (var i = 0; i < 200; i++) await harness.Cache.SetAsync($"k{i}", i, options);

        harness.Clock.Advance(TimeSpan.FromSeconds(49.9));
        var atHalf = await CountAsync();
        harness.Clock.Advance(TimeSpan.FromSeconds(25.1));
        var atThreeQuarters = await CountAsync();
        harness.Clock.Advance(TimeSpan.FromSeconds(25));

        Assert.Equal(200, atHalf);
        Assert.InRange(atThreeQuarters, 50, 150);
        Assert.Equal(0, await CountAsync());

        async Task<int> CountAsync()
        {
            var there = 0;
            for (var i = 0; i < 200; i++)
                if (await harness.Cache.ExistsAsync($"k{i}")) there++;
            return there;
        }
    }

    private static async Task<int> LoadsOf<T>(CacheHarness harness, string key, T value)
    {
        var loads = 0;
        for (var i = 0; i < 100; i++)
        {
            var read = await harness.Cache.GetOrLoadAsync(key, _ => { loads++; return new ValueTask<T>(value); });
            Assert.Equal(value, read);
        }

        return loads;
    }
}
