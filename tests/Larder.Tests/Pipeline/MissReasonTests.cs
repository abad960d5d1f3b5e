using Larder.Diagnostics;
using Larder.Testing.Hosting;
using Larder.Testing.Tiers;
using Larder.Testing;

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
    [InlineData(false, "key")]
    [InlineData(false, "tag")]
    [InlineData(false, "pattern")]
    [InlineData(false, "clear")]
    [InlineData(true, "key")]
    [InlineData(true, "tag")]
    [InlineData(true, "pattern")]
    [InlineData(true, "clear")]
    public async Task A_key_that_somebody_removed_is_removed(bool isShared, string how)
    {
        await using var harness = Make(isShared);
        await harness.Cache.SetAsync("a", 1, new() { Tags = ["t"] });
        if (how == "key") await harness.Cache.RemoveAsync("a");
        if (how == "tag") await harness.Cache.RemoveByTagAsync("t");
        if (how == "pattern") await harness.Cache.RemoveByPatternAsync("*");
        if (how == "clear") await harness.Cache.ClearAsync();

        Assert.Equal(MissReason.Removed, await ReasonOfAsync(harness));
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
        var (reads, failed) = (0, 0);

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
                    failed += await ReadAsync(harness, key, random) ? 0 : 1;
                    break;
            }
        }

        var stats = harness.Stats;
        Assert.Equal(reads - failed, stats.MemoryHits + stats.SharedHits + stats.StaleHits + stats.Misses);
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

    private static async Task<bool> ReadAsync(CacheHarness harness, string key, Random random)
    {
        try
        {
            await harness.Cache.GetOrLoadAsync(key, _ => random.Next(10) == 0 ? throw new IOException() : new ValueTask<int>(1), new()
            {
                Expiration = TimeSpan.FromMinutes(1),
                StaleFor = TimeSpan.FromMinutes(random.Next(2)),
                Tags = [$"t{random.Next(3)}"],
            });
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task<MissReason> ReasonOfAsync(CacheHarness harness, CacheEntryOptions? options = null)
    {
        using var recorder = ReadRecorder.Start();
        await harness.Cache.GetOrLoadAsync("a", static _ => new ValueTask<int>(2), options);
        return Assert.Single(recorder.Reads).Reason;
    }
}
