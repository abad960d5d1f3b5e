using System.Buffers;
using System.Text.Json;
using Larder.Diagnostics;
using Larder.Testing;
using Larder.Testing.Tiers;
using Larder.Tests.Settings;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Larder.Tests.Pipeline;

/// <summary>A value of which each caller gets a copy, and whose serializer refuses its bytes only later, is a miss like all that can't be read.</summary>
public sealed class UnreadableCopiesTests : IAsyncDisposable
{
    private readonly Moody _serializer = new();
    private readonly LogLines _log = new();
    private ServiceProvider? _services;
    private int _loads;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_hit_that_can_not_be_copied_loads_anew(bool isShared)
    {
        var cache = Make(isShared);
        await ReadTwiceAsync(cache);

        _serializer.RefusesNext = isShared ? 2 : 1;
        var basket = await cache.GetOrLoadAsync("a", LoadAsync);

        Assert.Equal(["2"], basket.Items);
        Assert.Equal(1, Stats.MissesByReason[MissReason.Unreadable]);
        Assert.Equal(1, Stats.MemoryHits);
        Assert.Single(_log.Lines, static line => line.Contains("LAR401", StringComparison.Ordinal));
        Assert.Equal(["2"], (await cache.GetOrLoadAsync("a", LoadAsync)).Items);
    }

    [Fact]
    public async Task The_same_by_the_words_of_Microsoft()
    {
        var cache = Make(isShared: false);
        await ReadTwiceAsync(cache);

        _serializer.RefusesNext = 1;

        Assert.Equal(["2"], (await ((HybridCache)cache).GetOrCreateAsync("a", LoadAsync)).Items);
    }

    [Fact]
    public async Task A_look_that_can_not_be_copied_finds_nothing()
    {
        var cache = Make(isShared: false);
        await ReadTwiceAsync(cache);

        _serializer.RefusesNext = 1;

        Assert.False((await cache.TryGetAsync<Basket>("a")).Found);
        Assert.False(await cache.ExistsAsync("a"));
    }

    [Fact]
    public async Task In_a_batch_the_one_that_can_not_be_copied_is_loaded_anew()
    {
        var cache = Make(isShared: false);
        await ReadTwiceAsync(cache);

        _serializer.RefusesNext = 1;
        var baskets = await cache.GetOrLoadManyAsync<string, Basket>(["a"], static id => id, static (ids, _) =>
            new ValueTask<IReadOnlyDictionary<string, Basket>>(ids.ToDictionary(static id => id, static _ => Basket.Of("batch"))));

        Assert.Equal(["batch"], baskets["a"].Items);
    }

    [Fact]
    public async Task Of_two_who_wait_for_one_load_the_one_whose_copy_can_not_be_read_loads_again()
    {
        var cache = Make(isShared: false);
        var finish = new TaskCompletionSource();
        var one = cache.GetOrLoadAsync("a", LoadLaterAsync).AsTask();
        var two = cache.GetOrLoadAsync("a", LoadLaterAsync).AsTask();

        _serializer.Passes = 1;
        _serializer.RefusesNext = 1;
        finish.SetResult();
        var baskets = await Task.WhenAll(one, two).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(["1", "2"], baskets.Select(static basket => basket.Items[0]).Order());

        async ValueTask<Basket> LoadLaterAsync(CancellationToken token)
        {
            await finish.Task;
            return await LoadAsync(token);
        }
    }

    public ValueTask DisposeAsync() => _services?.DisposeAsync() ?? ValueTask.CompletedTask;

    private CacheStats Stats => _services!.GetRequiredService<CacheCatalog>().StatsOf();

    private ICache Make(bool isShared)
    {
        var clock = new FakeClock();
        var larder = new ServiceCollection().AddSingleton<TimeProvider>(clock).AddSingleton<IHybridCacheSerializer<Basket>>(_serializer)
            .AddLogging(logging => logging.AddProvider(_log)).AddLarder().Configure(static options => options.Name = "test");
        if (isShared) larder.UseSharedTier((_, _) => new InMemoryTierServer(clock));
        else larder.UseMemoryOnly();
        _services = larder.Services.BuildServiceProvider();
        return _services.GetRequiredService<ICache>();
    }

    /// <summary>The first copy is the one by which it was proved that the bytes can be read; then each is made for its caller.</summary>
    private async Task ReadTwiceAsync(ICache cache)
    {
        for (var i = 0; i < 2; i++) Assert.Equal(["1"], (await cache.GetOrLoadAsync("a", LoadAsync)).Items);
    }

    private ValueTask<Basket> LoadAsync(CancellationToken cancellationToken) => new(Basket.Of($"{Interlocked.Increment(ref _loads)}"));

    /// <summary>Refuses some of its own bytes, once so many others were read.</summary>
    private sealed class Moody : IHybridCacheSerializer<Basket>
    {
        public int Passes { get; set; }

        public int RefusesNext { get; set; }

        public Basket Deserialize(ReadOnlySequence<byte> source)
        {
            if (Passes > 0) Passes--;
            else if (RefusesNext > 0)
            {
                RefusesNext--;
                throw new IOException("Not today.");
            }

            return JsonSerializer.Deserialize<Basket>(source.FirstSpan)!;
        }

        public void Serialize(Basket value, IBufferWriter<byte> target) => target.Write(JsonSerializer.SerializeToUtf8Bytes(value));
    }
}
