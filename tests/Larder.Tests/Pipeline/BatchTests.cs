using Larder.Testing.Hosting;
using Larder.Testing.Tiers;
using Larder.Testing;

namespace Larder.Tests.Pipeline;

public sealed class BatchTests
{
    [Fact]
    public async Task One_loader_call_brings_what_is_nowhere()
    {
        await using var harness = new CacheHarness();
        await harness.Cache.SetAsync("p:1", "one");
        List<int[]> calls = [];

        var values = await ReadAsync(harness.Cache, [1, 2, 3, 2], calls);
        await ReadAsync(harness.Cache, [1, 2, 3], calls);

        Assert.Equal(["one", "v2", "v3"], values.OrderBy(static pair => pair.Key).Select(static pair => pair.Value));
        Assert.Equal([2, 3], Assert.Single(calls));
    }

    [Fact]
    public async Task An_id_that_does_not_exist_is_left_out_and_remembered()
    {
        await using var harness = new CacheHarness();
        List<int[]> calls = [];

        var first = await ReadAsync(harness.Cache, [-1, 2], calls);
        var second = await ReadAsync(harness.Cache, [-1, 2], calls);
        harness.Clock.Advance(TimeSpan.FromSeconds(30));
        await ReadAsync(harness.Cache, [-1, 2], calls);

        Assert.Equal([2], first.Keys);
        Assert.Equal([2], second.Keys);
        Assert.Equal([[-1, 2], [-1]], calls);
    }

    [Fact]
    public async Task A_number_that_does_not_exist_is_no_zero()
    {
        await using var harness = new CacheHarness();

        var values = await harness.Cache.GetOrLoadManyAsync<int, int>([1], static id => $"n:{id}", static (_, _) => new(new Dictionary<int, int>()));

        Assert.Empty(values);
        Assert.False((await harness.Cache.TryGetAsync<int>("n:1")).Found);
        Assert.Equal(5, await harness.Cache.GetOrLoadAsync("n:1", static _ => new ValueTask<int>(5)));
    }

    [Fact]
    public async Task An_id_that_does_not_exist_is_left_out_also_when_a_foreign_removal_makes_a_late_caller_ask_again()
    {
        var server = new InMemoryTierServer(new FakeClock());
        await using var harness = new CacheHarness(server);
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = harness.Cache.GetOrLoadManyAsync<int, int>([1], static id => $"n:{id}", async (_, _) =>
        {
            begun.TrySetResult();
            await go.Task;
            return new Dictionary<int, int>();
        }).AsTask();
        await begun.Task;

        // The load is overtaken, and something has happened here since it asked.
        server.RemoveForeign(new(Larder.Validity.SlotKind.Entry, "test:n:1"));
        await harness.Cache.RemoveAsync("another");
        var second = harness.Cache.GetOrLoadManyAsync<int, int>([1], static id => $"n:{id}", static (_, _) => new(new Dictionary<int, int>())).AsTask();
        go.SetResult();

        Assert.Empty(await first);
        Assert.Empty(await second);
    }

    [Fact]
    public async Task The_shared_tier_is_asked_once_for_the_whole_batch()
    {
        var server = new InMemoryTierServer(new FakeClock());
        await using var one = new CacheHarness(server);
        await ReadAsync(one.Cache, [.. Enumerable.Range(1, 100)], []);
        await using var two = new CacheHarness(server);
        _ = two.Cache;
        server.Instances[^1].Calls.Reset();

        var values = await ReadAsync(two.Cache, [.. Enumerable.Range(1, 100)], []);

        Assert.Equal(100, values.Count);
        Assert.Equal(1, server.Instances[^1].Calls.RoundTrips);
    }

    [Fact]
    public async Task Batches_that_overlap_load_each_key_once_and_never_wait_in_a_circle()
    {
        await using var harness = new CacheHarness();
        var random = new Random(42);
        var loads = new int[200];

        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ =>
        {
            var from = random.Next(180);
            return harness.Cache.GetOrLoadManyAsync<int, int>(
                [.. Enumerable.Range(from, 20)],
                static id => $"k{id}",
                async (ids, _) =>
                {
                    foreach (var id in ids) Interlocked.Increment(ref loads[id]);
                    await Task.Yield();
                    return ids.ToDictionary(static id => id);
                }).AsTask();
        })).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.All(loads, count => Assert.InRange(count, 0, 1));
    }

    [Fact]
    public async Task A_thousand_batches_that_overlap_load_each_key_once_although_some_callers_leave()
    {
        await using var harness = new CacheHarness(static options => options.MaxConcurrentLoads = 1_000);
        var (random, loads) = (new Random(43), new int[200]);
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // The first ten stay and want everything, so that no key is given up because all have left that wanted it.
        var callers = Enumerable.Range(0, 1_000).Select(number => (
            From: number < 10 ? number * 20 : random.Next(181), Stop: number >= 10 && number % 3 == 0 ? new CancellationTokenSource() : null)).ToArray();

        var calls = (await Task.WhenAll(callers.Chunk(250).Select(some => Task.Run(
            () => some.Select(one => ReadAsync(one.From, one.Stop?.Token ?? CancellationToken.None)).ToArray())))).SelectMany(static some => some).ToArray();
        var leaving = callers.Chunk(250).Select(some => Task.Run(() => Array.ForEach(some, static one => one.Stop?.Cancel()))).ToArray();
        open.SetResult();
        await Task.WhenAll(leaving);

        foreach (var (call, (from, stop)) in calls.Zip(callers))
        {
            await Task.WhenAny(call).WaitAsync(TimeSpan.FromSeconds(60));
            if (stop is null || call.IsCompletedSuccessfully) Assert.Equal(Enumerable.Range(from, 20), (await call).Keys.Order());
            else Assert.Equal(stop.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call)).CancellationToken);
        }

        Assert.All(loads, static count => Assert.Equal(1, count));

        Task<IReadOnlyDictionary<int, int>> ReadAsync(int from, CancellationToken token) => harness.Cache.GetOrLoadManyAsync<int, int>(
            [.. Enumerable.Range(from, 20)],
            static id => $"k{id}",
            async (ids, token) =>
            {
                await open.Task.WaitAsync(token);
                foreach (var id in ids) Interlocked.Increment(ref loads[id]);
                return ids.ToDictionary(static id => id);
            },
            cancellationToken: token).AsTask();
    }

    [Fact]
    public async Task A_batch_that_meets_a_key_of_another_type_leaves_no_load_behind()
    {
        await using var harness = new CacheHarness();
        await harness.Cache.SetAsync("k2", "text");

        await Assert.ThrowsAsync<CacheTypeException>(async () =>
            await harness.Cache.GetOrLoadManyAsync<int, int>([1, 2], static id => $"k{id}", static (ids, _) => new(ids.ToDictionary(static id => id))));

        Assert.Equal(7, await harness.Cache.GetOrLoadAsync("k1", static _ => new ValueTask<int>(7)).AsTask().WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_batch_with_a_key_that_is_none_begins_nothing()
    {
        await using var harness = new CacheHarness();

        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await harness.Cache.GetOrLoadManyAsync<int, int>(
            [1, 2], static id => id == 1 ? "k1" : "", static (ids, _) => new(ids.ToDictionary(static id => id))));

        Assert.Equal(7, await harness.Cache.GetOrLoadAsync("k1", static _ => new ValueTask<int>(7)).AsTask().WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_batch_joins_the_single_load_under_way()
    {
        await using var harness = new CacheHarness();
        var source = new Source { Value = 7 };
        var single = harness.Cache.GetOrLoadAsync("k1", source.LoadSlowlyAsync).AsTask();
        await source.Started.Task;
        var batch = harness.Cache.GetOrLoadManyAsync<int, int>([1, 2], static id => $"k{id}", static (ids, _) => new(ids.ToDictionary(static id => id))).AsTask();

        source.Finish.SetResult();

        Assert.Equal(7, await single);
        Assert.Equal(7, (await batch)[1]);
        Assert.Equal(2, (await batch)[2]);
    }

    [Fact]
    public async Task A_key_that_another_process_loads_is_waited_for()
    {
        var server = new InMemoryTierServer(new FakeClock());
        await using var one = new CacheHarness(server);
        await using var two = new CacheHarness(server);
        var source = new Source { Value = 7 };
        var single = one.Cache.GetOrLoadAsync("k1", source.LoadSlowlyAsync).AsTask();
        await source.Started.Task;
        List<int> loaded = [];
        var batch = two.Cache.GetOrLoadManyAsync<int, int>([1, 2], static id => $"k{id}", (ids, _) =>
        {
            loaded.AddRange(ids);
            return new(ids.ToDictionary(static id => id));
        }).AsTask();

        source.Finish.SetResult();

        Assert.Equal(7, (await batch.WaitAsync(TimeSpan.FromSeconds(30)))[1]);
        Assert.Equal([2], loaded);
        Assert.Equal(7, await single);
    }

    [Fact]
    public async Task A_failing_batch_falls_back_on_stale_values_if_all_have_one()
    {
        await using var harness = new CacheHarness();
        await harness.Cache.SetAsync("k1", 1, new() { Expiration = TimeSpan.FromMinutes(1), StaleFor = TimeSpan.FromHours(1) });
        harness.Clock.Advance(TimeSpan.FromMinutes(2));

        var values = await harness.Cache.GetOrLoadManyAsync<int, int>([1], static id => $"k{id}", static (_, _) => throw new IOException());

        Assert.Equal(1, values[1]);
        var partial = await Assert.ThrowsAsync<CacheBatchException<int, int>>(async () =>
            await harness.Cache.GetOrLoadManyAsync<int, int>([1, 2], static id => $"k{id}", static (_, _) => throw new IOException()));
        Assert.Equal(1, Assert.Single(partial.Values).Value);
        Assert.IsType<IOException>(partial.Failures[2]);
    }

    [Fact]
    public async Task A_loader_that_gets_only_some_ids_says_which_and_those_are_kept()
    {
        await using var harness = new CacheHarness();
        CacheBatchLoader<int, int, int> load = static (ids, _, _) => throw new CacheBatchException<int, int>(
            ids.Where(static id => id % 2 == 0 && id != 4).ToDictionary(static id => id, static id => id * 10),
            ids.Where(static id => id % 2 == 1).ToDictionary(static id => id, static id => (Exception)new IOException($"{id} is broken")));

        var partial = await Assert.ThrowsAsync<CacheBatchException<int, int>>(async () =>
            await harness.Cache.GetOrLoadManyAsync([1, 2, 3, 4], static id => $"k{id}", 0, load));
        var kept = await harness.Cache.GetOrLoadManyAsync([2, 4], static id => $"k{id}", 0, load);

        Assert.Equal([1, 3], partial.Failures.Keys.Order());
        Assert.Equal("3 is broken", partial.Failures[3].Message);
        Assert.Equal(20, Assert.Single(partial.Values).Value);
        Assert.Equal(20, Assert.Single(kept).Value);
        Assert.Equal("LAR303", partial.Code);
        Assert.Equal((1, 1), (harness.Stats.Loads, harness.Stats.FailedLoads));
    }

    [Fact]
    public async Task The_failure_of_a_load_that_a_batch_joined_costs_only_that_id()
    {
        await using var harness = new CacheHarness();
        var source = new Source { Failure = new IOException() };
        var alone = harness.Cache.GetOrLoadAsync("k1", source.LoadSlowlyAsync).AsTask();
        await source.Started.Task;

        var batch = harness.Cache.GetOrLoadManyAsync<int, int>(
            [1, 2], static id => $"k{id}", static (ids, _) => new(ids.ToDictionary(static id => id, static id => id))).AsTask();
        source.Finish.SetResult();
        var partial = await Assert.ThrowsAsync<CacheBatchException<int, int>>(() => batch);

        await Assert.ThrowsAsync<IOException>(() => alone);
        Assert.Equal([1], partial.Failures.Keys);
        Assert.Equal([2], partial.Values.Keys);
    }

    [Fact]
    public async Task A_caller_that_cancels_a_batch_gets_its_own_token_back()
    {
        await using var harness = new CacheHarness();
        var source = new Source();
        using var stop = new CancellationTokenSource();

        var batch = harness.Cache.GetOrLoadManyAsync(["a", "b"], static id => id, source.LoadManySlowlyAsync, cancellationToken: stop.Token).AsTask();
        await source.Started.Task;
        await stop.CancelAsync();

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => batch);
        Assert.Equal(stop.Token, cancelled.CancellationToken);
    }

    [Fact]
    public async Task A_batch_that_takes_too_long_frees_its_keys()
    {
        await using var harness = new CacheHarness(static options => options.LoadTimeout = TimeSpan.FromSeconds(5));
        var hanging = new TaskCompletionSource<IReadOnlyDictionary<int, int>>();
        var batch = harness.Cache.GetOrLoadManyAsync<int, int>([1, 2], static id => $"k{id}", (_, _) => new(hanging.Task)).AsTask();

        harness.Clock.Advance(TimeSpan.FromSeconds(5));
        var partial = await Assert.ThrowsAsync<CacheBatchException<int, int>>(() => batch);

        Assert.All(partial.Failures.Values, static failure => Assert.IsType<CacheLoadTimeoutException>(failure));
        Assert.Equal(7, await harness.Cache.GetOrLoadAsync("k1", static _ => new ValueTask<int>(7)));
    }

    private static ValueTask<IReadOnlyDictionary<int, string>> ReadAsync(ICache cache, int[] ids, List<int[]> calls) =>
        cache.GetOrLoadManyAsync(ids, static id => $"p:{id}", calls, static (missing, calls, _) =>
        {
            calls.Add([.. missing]);
            return new ValueTask<IReadOnlyDictionary<int, string>>(missing.Where(static id => id > 0).ToDictionary(static id => id, static id => $"v{id}"));
        });
}
