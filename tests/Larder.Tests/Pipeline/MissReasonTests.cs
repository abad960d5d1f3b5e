using Larder.Diagnostics;
using Larder.Testing.Hosting;
using Larder.Testing.Tiers;
using Larder.Testing;
using Larder.Validity;

namespace Larder.Tests.Pipeline;

/// <summary>Every miss has exactly one reason, and the reasons sum to the misses.</summary>
public sealed class MissReasonTests
{
    [Fact]
    public async Task A_key_that_was_never_there_is_cold()
    {
        await using var harness = new CacheHarness();
        Assert.Equal(MissReason.Cold, await ReasonOfAsync(harness));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_key_whose_time_is_over_is_expired(bool isShared)
    {
        await using var harness = Make(isShared);
        await harness.Cache.SetAsync("a", 1, new() { Expiration = TimeSpan.FromMinutes(1), StaleFor = TimeSpan.Zero });
        harness.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(MissReason.Expired, await ReasonOfAsync(harness));
    }

    [Theory]
    [InlineData(false, "key", MissReason.Removed)]
    [InlineData(false, "tag", MissReason.RemovedByTag)]
    [InlineData(false, "prefix", MissReason.RemovedByPattern)]
    [InlineData(false, "glob", MissReason.RemovedByPattern)]
    [InlineData(false, "clear", MissReason.Cleared)]
    [InlineData(true, "key", MissReason.Removed)]
    [InlineData(true, "tag", MissReason.RemovedByTag)]
    [InlineData(true, "prefix", MissReason.RemovedByPattern)]
    [InlineData(true, "glob", MissReason.RemovedByPattern)]
    [InlineData(true, "clear", MissReason.Cleared)]
    public async Task A_key_that_somebody_removed_says_how(bool isShared, string how, MissReason expected)
    {
        await using var harness = Make(isShared);
        await harness.Cache.SetAsync("a", 1, new() { Tags = ["t"] });
        if (how == "key") await harness.Cache.RemoveAsync("a");
        if (how == "tag") await harness.Cache.RemoveByTagAsync("t");
        if (how == "prefix") await harness.Cache.RemoveByPatternAsync("*");
        if (how == "glob") await harness.Cache.RemoveByPatternAsync("?");
        if (how == "clear") await harness.Cache.ClearAsync();

        Assert.Equal(expected, await ReasonOfAsync(harness));
    }

    [Theory]
    [InlineData("tag", MissReason.RemovedByTag)]
    [InlineData("prefix", MissReason.RemovedByPattern)]
    [InlineData("clear", MissReason.Cleared)]
    public async Task A_removal_in_another_process_says_how_too(string how, MissReason expected)
    {
        var server = new InMemoryTierServer(new FakeClock());
        await using var harness = new CacheHarness(server);
        await using var other = new CacheHarness(server);
        await harness.Cache.SetAsync("a", 1, new() { Tags = ["t"] });
        if (how == "tag") await other.Cache.RemoveByTagAsync("t");
        if (how == "prefix") await other.Cache.RemoveByPatternAsync("*");
        if (how == "clear") await other.Cache.ClearAsync();

        Assert.Equal(expected, await ReasonOfAsync(harness));
    }

    [Fact]
    public async Task A_null_whose_time_is_over_says_so()
    {
        await using var harness = new CacheHarness();
        await harness.Cache.GetOrLoadAsync("a", static _ => new ValueTask<string?>((string?)null));
        harness.Clock.Advance(TimeSpan.FromMinutes(1));

        using var recorder = ReadRecorder.Start();
        await harness.Cache.GetOrLoadAsync("a", static _ => new ValueTask<string?>("a"));

        Assert.Equal(MissReason.NegativeExpired, Assert.Single(recorder.Reads).Reason);
    }

    [Fact]
    public async Task What_the_shared_tier_lost_without_a_word_has_vanished()
    {
        var server = new InMemoryTierServer(new FakeClock());
        await using var harness = new CacheHarness(server);
        await harness.Cache.SetAsync("a", 1);
        harness.Changes.Hold();
        await using (var foreign = server.Open(new DeafSink())) await foreign.RemoveAsync(new[] { new Slot(SlotKind.Entry, "test:a") }, default);
        harness.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(MissReason.Vanished, await ReasonOfAsync(harness));
    }

    [Fact]
    public async Task A_look_that_finds_nothing_is_a_miss()
    {
        await using var harness = new CacheHarness();
        await harness.Cache.TryGetAsync<int>("a");

        Assert.Equal(1, harness.Stats.MissesByReason[MissReason.Cold]);
    }

    [Fact]
    public async Task A_read_whose_load_fails_or_whose_caller_leaves_is_a_miss()
    {
        await using var harness = new CacheHarness();
        var source = new Source();
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAsync<IOException>(async () => await harness.Cache.GetOrLoadAsync<int>("a", static _ => throw new IOException()));
        var leaving = harness.Cache.GetOrLoadAsync("b", source.LoadSlowlyAsync, cancellationToken: stop.Token).AsTask();
        await source.Started.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);

        Assert.Equal(2, harness.Stats.MissesByReason[MissReason.Cold]);
    }

    [Fact]
    public async Task A_key_whose_history_had_to_make_room_is_unknown_and_no_guess()
    {
        await using var harness = new CacheHarness();
        // Twenty times as many as there are places: with 500,000, one run in two thousand left the place of this key empty.
        for (var number = 0; number < 1_500_000; number++)
        {
            await harness.Cache.SetAsync($"k{number}", 1);
            await harness.Cache.RemoveAsync($"k{number}");
        }

        Assert.Equal(MissReason.Unknown, await ReasonOfAsync(harness));
    }

    [Fact]
    public async Task A_key_that_memory_had_no_room_for_is_evicted()
    {
        await using var harness = new CacheHarness(configure: static options => options.MemoryBytes = 10_000);
        await harness.Cache.SetAsync("a", 1);
        for (var i = 0; i < 200; i++) await harness.Cache.SetAsync($"k{i}", i);

        Assert.Equal(MissReason.Evicted, await ReasonOfAsync(harness));
    }

    [Fact]
    public async Task A_caller_that_goes_past_the_cache_is_bypassed()
    {
        await using var harness = new CacheHarness();
        await harness.Cache.SetAsync("a", 1);

        Assert.Equal(MissReason.Bypassed, await ReasonOfAsync(harness, new() { Tiers = CacheTiers.LoaderOnly }));
        Assert.Equal(1, (await harness.Cache.TryGetAsync<int>("a")).Value);
    }

    [Fact]
    public async Task The_reasons_sum_to_the_misses_whatever_happens()
    {
        var server = new InMemoryTierServer(new FakeClock());
        await using var harness = new CacheHarness(server, static options => options.MemoryBytes = 20_000);
        var random = new Random(7);
        var reads = 0;

        for (var step = 0; step < 3_000; step++)
        {
            var key = $"k{random.Next(100)}";
            switch (random.Next(12))
            {
                case 0: await harness.Cache.RemoveAsync(key); break;
                case 1: await harness.Cache.RemoveByTagAsync($"t{random.Next(3)}"); break;
                case 2: harness.Clock.Advance(TimeSpan.FromSeconds(random.Next(30))); break;
                case 3 when random.Next(10) == 0: server.TakeDown(); break;
                case 4 when random.Next(3) == 0: server.BringUp(); break;
                case 5: await harness.Cache.SetAsync(key, step, new() { Expiration = TimeSpan.FromMinutes(1) }); break;
                default:
                    reads++;
                    await ReadAsync(harness, key, random);
                    break;
            }
        }

        var stats = harness.Stats;
        Assert.Equal(reads, stats.MemoryHits + stats.SharedHits + stats.StaleHits + stats.Misses);
        Assert.Equal(stats.Misses, stats.MissesByReason.Values.Sum());
        Assert.True(stats.MissesByReason.Count(static pair => pair.Value > 0) >= 4);
    }

    [Fact]
    public async Task A_recorder_tells_the_reads_of_its_own_flow_only()
    {
        await using var harness = new CacheHarness();
        using var recorder = ReadRecorder.Start();
        await harness.Cache.GetOrLoadAsync("a", static _ => new ValueTask<int>(1));
        await harness.Cache.GetOrLoadAsync("a", static _ => new ValueTask<int>(1));
        await ElsewhereAsync(() => harness.Cache.GetOrLoadAsync("b", static _ => new ValueTask<int>(1)).AsTask());

        Assert.Equal([ReadSource.Loader, ReadSource.Memory], recorder.Reads.Select(static read => read.Source));
        Assert.Equal([MissReason.Cold, MissReason.None], recorder.Reads.Select(static read => read.Reason));
    }

    private static Task ElsewhereAsync(Func<Task> work)
    {
        using (ExecutionContext.SuppressFlow()) return Task.Run(work);
    }

    private static CacheHarness Make(bool isShared) =>
        isShared ? new CacheHarness(new InMemoryTierServer(new FakeClock())) : new CacheHarness();

    private static async Task ReadAsync(CacheHarness harness, string key, Random random)
    {
        try
        {
            await harness.Cache.GetOrLoadAsync(key, _ => random.Next(10) == 0 ? throw new IOException() : new ValueTask<int>(1), new()
            {
                Expiration = TimeSpan.FromMinutes(1),
                StaleFor = TimeSpan.FromMinutes(random.Next(2)),
                Tags = [$"t{random.Next(3)}"],
            });
        }
        catch (IOException)
        {
            // Counted as a miss all the same.
        }
    }

    private static async Task<MissReason> ReasonOfAsync(CacheHarness harness, CacheEntryOptions? options = null)
    {
        using var recorder = ReadRecorder.Start();
        await harness.Cache.GetOrLoadAsync("a", static _ => new ValueTask<int>(2), options);
        return Assert.Single(recorder.Reads).Reason;
    }
}
