using Larder.Testing.Hosting;
using Microsoft.Extensions.Caching.Hybrid;

namespace Larder.Tests.PeerFailures;

/// <summary>What was seen elsewhere: one caller of a key harms the others, or all of them do the work of one.</summary>
public sealed class SharedLoadTests
{
    private readonly Source _source = new() { Value = 1 };

    [Fact]
    public async Task Callers_with_different_flags_share_one_load()
    {
        await using var harness = new CacheHarness();
        HybridCacheEntryFlags[] flags =
            [HybridCacheEntryFlags.None, HybridCacheEntryFlags.DisableLocalCacheRead, HybridCacheEntryFlags.DisableDistributedCache, HybridCacheEntryFlags.DisableCompression];

        var reads = flags.Select(one => harness.Hybrid.GetOrCreateAsync("apple", _source.LoadSlowlyAsync, new() { Flags = one }).AsTask()).ToArray();
        _source.Finish.SetResult();

        Assert.All(await Task.WhenAll(reads), static value => Assert.Equal(1, value));
        Assert.Equal(1, _source.Loads);
    }

    [Fact]
    public async Task A_key_that_is_read_as_two_types_at_once_gives_one_value_and_one_typed_error()
    {
        // Elsewhere who loses the race gets a failed cast, and only sometimes.
        await using var harness = new CacheHarness();
        using var both = new Barrier(2);

        for (var round = 0; round < 500; round++)
        {
            var key = $"apple {round}";
            var number = Task.Run(() => TryReadAsync(harness.Hybrid, key, 1, both));
            var text = Task.Run(() => TryReadAsync(harness.Hybrid, key, "one", both));
            var errors = await Task.WhenAll(number, text);

            Assert.IsType<CacheTypeException>(Assert.Single(errors, static error => error is not null));
        }
    }

    [Fact]
    public async Task Through_HybridCache_twenty_callers_of_a_failing_load_are_one_run_and_one_failure()
    {
        await using var harness = new CacheHarness();
        _source.Failure = new IOException("The source is broken.");

        var reads = Enumerable.Range(0, 20).Select(_ => harness.Hybrid.GetOrCreateAsync("apple", _source.LoadSlowlyAsync).AsTask()).ToArray();
        _source.Finish.SetResult();

        foreach (var read in reads) Assert.Same(_source.Failure, await Assert.ThrowsAsync<IOException>(() => read));
        Assert.Equal(1, _source.Loads);
    }

    [Fact]
    public async Task Twenty_callers_of_a_failing_load_do_not_try_one_after_the_other()
    {
        await using var harness = new CacheHarness();
        _source.Failure = new IOException("The source is broken.");

        var reads = Enumerable.Range(0, 20).Select(_ => harness.Cache.GetOrLoadAsync("apple", _source.LoadSlowlyAsync).AsTask()).ToArray();
        _source.Finish.SetResult();

        foreach (var read in reads) Assert.Same(_source.Failure, await Assert.ThrowsAsync<IOException>(() => read));
        Assert.Equal(1, _source.Loads);
    }

    [Fact]
    public async Task A_load_that_never_ends_does_not_lock_its_key()
    {
        // Elsewhere the key stays locked for ever, and whoever comes waits with it.
        await using var harness = new CacheHarness();
        var never = new TaskCompletionSource<int>();
        var first = harness.Cache.GetOrLoadAsync("apple", _ => new ValueTask<int>(never.Task), new() { LoadTimeout = TimeSpan.FromMilliseconds(200) }).AsTask();

        harness.Clock.Advance(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAsync<CacheLoadTimeoutException>(() => first);

        Assert.Equal(2, await harness.Cache.GetOrLoadAsync("apple", static _ => new ValueTask<int>(2)).AsTask().WaitAsync(TimeSpan.FromSeconds(30)));
        never.SetResult(1);
        await Eventually.HoldsAsync(() => harness.Stats.OrphanedLoads == 0);
        Assert.Equal(2, (await harness.Cache.TryGetAsync<int>("apple")).Value);
    }

    [Fact]
    public async Task When_the_first_caller_cancels_the_second_gets_the_load_that_runs()
    {
        // Elsewhere the work of the first is thrown away, and the second starts from the beginning.
        await using var harness = new CacheHarness();
        using var stop = new CancellationTokenSource();
        var first = harness.Cache.GetOrLoadAsync("apple", _source.LoadSlowlyAsync, cancellationToken: stop.Token).AsTask();
        var second = harness.Cache.GetOrLoadAsync("apple", _source.LoadSlowlyAsync).AsTask();

        await stop.CancelAsync();
        Assert.Equal(stop.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first)).CancellationToken);
        _source.Finish.SetResult();

        Assert.Equal(1, await second);
        Assert.Equal(1, _source.Loads);
    }

    private static async Task<Exception?> TryReadAsync<T>(HybridCache cache, string key, T value, Barrier both)
    {
        both.SignalAndWait();
        try
        {
            Assert.Equal(value, await cache.GetOrCreateAsync(key, value, static async (value, _) =>
            {
                await Task.Yield();
                return value;
            }));
            return null;
        }
        catch (CacheException error)
        {
            return error;
        }
    }
}
