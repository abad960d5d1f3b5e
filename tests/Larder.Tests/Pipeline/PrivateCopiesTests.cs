using System.Text.Json;
using Larder.Testing;
using Larder.Testing.Hosting;
using Larder.Testing.Tiers;

namespace Larder.Tests.Pipeline;

/// <summary>Nobody gets an object that somebody else could change.</summary>
public sealed class PrivateCopiesTests
{
    private readonly InMemoryTierServer _server = new(new FakeClock());

    public static TheoryData<bool> Tiers() => [false, true];

    [Theory]
    [MemberData(nameof(Tiers))]
    public async Task Each_reader_gets_an_object_of_its_own(bool isShared)
    {
        await using var harness = Make(isShared);
        var loaded = Basket.Of("apple");

        var first = await harness.Cache.GetOrLoadAsync("a", _ => new ValueTask<Basket>(loaded));
        first.Items.Add("worm");
        loaded.Items.Clear();
        var second = await harness.Cache.GetOrLoadAsync("a", Fails<Basket>);
        second.Items.Add("worm");
        var third = (await harness.Cache.TryGetAsync<Basket>("a")).Value!;
        var fourth = await harness.Hybrid.GetOrCreateAsync("a", FailsHybrid);

        Assert.Equal(["apple"], third.Items);
        Assert.Equal(["apple"], fourth.Items);
        Assert.Equal(4, new[] { first, second, third, fourth }.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Tiers))]
    public async Task What_was_set_does_not_change_with_the_object_it_was_set_from(bool isShared)
    {
        await using var harness = Make(isShared);
        var basket = Basket.Of("apple");
        var bytes = new byte[] { 1, 2, 3 };
        var pair = (Number: 1, Basket: Basket.Of("apple"));

        await harness.Cache.SetAsync("basket", basket);
        await harness.Cache.SetAsync("bytes", bytes);
        await harness.Cache.SetAsync("pair", pair);
        basket.Items.Add("worm");
        bytes[0] = 99;
        pair.Basket.Items.Add("worm");

        Assert.Equal(["apple"], (await harness.Cache.TryGetAsync<Basket>("basket")).Value!.Items);
        Assert.Equal([1, 2, 3], (await harness.Cache.TryGetAsync<byte[]>("bytes")).Value!);
        Assert.Equal(["apple"], (await harness.Cache.TryGetAsync<(int, Basket)>("pair")).Value.Item2.Items);
    }

    [Fact]
    public async Task Bytes_and_collections_are_copied_whatever_they_are_declared_as()
    {
        await using var harness = Make(isShared: false);
        await harness.Cache.SetAsync("bytes", new byte[] { 1, 2 });
        await harness.Cache.SetAsync("array", new[] { 1, 2 });
        await harness.Cache.SetAsync<IReadOnlyList<int>>("list", [1, 2]);

        for (var i = 0; i < 3; i++)
        {
            var bytes = (await harness.Cache.TryGetAsync<byte[]>("bytes")).Value!;
            var array = (await harness.Cache.TryGetAsync<int[]>("array")).Value!;
            var list = Assert.IsType<IList<int>>((await harness.Cache.TryGetAsync<IReadOnlyList<int>>("list")).Value, exactMatch: false);
            Assert.Equal([1, 2], bytes);
            Assert.Equal([1, 2], array);
            Assert.Equal([1, 2], list);
            (bytes[0], array[0], list[0]) = (99, 99, 99);
        }
    }

    [Fact]
    public async Task All_who_wait_for_one_load_get_objects_of_their_own()
    {
        await using var harness = Make(isShared: false);
        var finish = new TaskCompletionSource();
        var loaded = Basket.Of("apple");

        var reads = Enumerable.Range(0, 100).Select(_ => harness.Cache.GetOrLoadAsync("a", async _ =>
        {
            await finish.Task;
            return loaded;
        }).AsTask()).ToArray();
        finish.SetResult();
        var baskets = await Task.WhenAll(reads).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(100, baskets.Distinct().Count());
        Assert.DoesNotContain(loaded, baskets);
        Assert.All(baskets, static basket => Assert.Equal(["apple"], basket.Items));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task They_do_so_also_when_the_value_is_not_kept(bool isTooLarge)
    {
        await using var harness = new CacheHarness(options => options.MaxValueBytes = isTooLarge ? 10 : 1000);
        var finish = new TaskCompletionSource();
        var loaded = Basket.Of("apple", "pear");

        var reads = Enumerable.Range(0, 10).Select(_ => harness.Cache.GetOrLoadAsync("a", 0, async (_, context, _) =>
        {
            if (!isTooLarge) context.DoNotKeep();
            await finish.Task;
            return loaded;
        }).AsTask()).ToArray();
        finish.SetResult();
        var baskets = await Task.WhenAll(reads).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(10, baskets.Distinct().Count());
        Assert.All(baskets, static basket => Assert.Equal(["apple", "pear"], basket.Items));
        Assert.False(await harness.Cache.ExistsAsync("a"));
    }

    [Theory]
    [MemberData(nameof(Tiers))]
    public async Task Two_who_change_what_they_got_at_the_same_time_do_not_meet(bool isShared)
    {
        await using var harness = Make(isShared);
        await harness.Cache.SetAsync("a", Basket.Of("apple", "pear"));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                var basket = await harness.Cache.GetOrLoadAsync("a", Fails<Basket>);
                Assert.Equal(["apple", "pear"], basket.Items);
                basket.Items.Clear();
                basket.Items.Add($"{worker} {i}");
            }
        }))).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(["apple", "pear"], (await harness.Cache.TryGetAsync<Basket>("a")).Value!.Items);
    }

    [Fact]
    public async Task A_batch_gives_out_copies()
    {
        await using var harness = Make(isShared: true);
        var source = new Dictionary<int, Basket> { [1] = Basket.Of("apple"), [2] = Basket.Of("pear") };

        for (var i = 0; i < 3; i++)
        {
            var baskets = await harness.Cache.GetOrLoadManyAsync(
                [1, 2], static id => $"basket:{id}", source, static (_, source, _) => new ValueTask<IReadOnlyDictionary<int, Basket>>(source));
            Assert.Equal(["apple"], baskets[1].Items);
            Assert.Equal(["pear"], baskets[2].Items);
            foreach (var basket in baskets.Values) basket.Items.Clear();
        }
    }

    [Fact]
    public async Task A_stale_value_is_handed_out_in_copies_to_loaders_and_to_callers()
    {
        await using var harness = Make(isShared: false);
        await harness.Cache.SetAsync("a", Basket.Of("apple"), new() { Expiration = TimeSpan.FromMinutes(1), StaleFor = TimeSpan.FromHours(1) });
        harness.Clock.Advance(TimeSpan.FromMinutes(2));

        for (var i = 0; i < 3; i++)
        {
            var stale = await harness.Cache.GetOrLoadAsync<int, Basket>("a", 0, static (_, context, _) =>
            {
                context.Stale<Basket>().Value!.Items.Clear();
                throw new IOException();
            });
            Assert.Equal(["apple"], stale.Items);
            stale.Items.Clear();
        }
    }

    [Fact]
    public async Task What_is_immutable_or_promised_is_the_same_object_for_all()
    {
        await using var harness = new CacheHarness(static options => options.SharedInMemory.Add(typeof(Basket)));
        var basket = Basket.Of("apple");
        var text = new string('x', 3);
        await harness.Cache.SetAsync("basket", basket);
        await harness.Cache.SetAsync("text", text);
        await harness.Cache.SetAsync("fruit", new Fruit("apple"));

        Assert.Same(basket, (await harness.Cache.TryGetAsync<Basket>("basket")).Value);
        Assert.Same(text, (await harness.Cache.TryGetAsync<string>("text")).Value);
        Assert.Same((await harness.Cache.TryGetAsync<Fruit>("fruit")).Value, (await harness.Cache.TryGetAsync<Fruit>("fruit")).Value);
    }

    [Fact]
    public async Task What_does_not_come_back_as_it_was_is_refused_by_set_and_returned_by_load()
    {
        await using var harness = Make(isShared: false);
        var locked = new Locked(new List<int> { 1 });
        Animal dog = new Dog { Name = "Rex" };

        await Assert.ThrowsAsync<CacheSerializationException>(async () => await harness.Cache.SetAsync("locked", locked));
        await Assert.ThrowsAsync<CacheSerializationException>(async () => await harness.Cache.SetAsync("dog", dog));

        Assert.Same(locked, await harness.Cache.GetOrLoadAsync("locked", _ => new ValueTask<Locked>(locked)));
        Assert.Same(dog, await harness.Cache.GetOrLoadAsync("dog", _ => new ValueTask<Animal>(dog)));
        Assert.False(await harness.Cache.ExistsAsync("locked"));
        Assert.False(await harness.Cache.ExistsAsync("dog"));
    }

    [Fact]
    public async Task A_value_that_expires_in_memory_and_is_vouched_for_again_is_still_copied()
    {
        await using var harness = Make(isShared: true);
        await harness.Cache.SetAsync("a", Basket.Of("apple"));
        _server.Instances[0].Changes.Break();

        var first = (await harness.Cache.TryGetAsync<Basket>("a")).Value!;
        first.Items.Clear();

        Assert.Equal(["apple"], (await harness.Cache.TryGetAsync<Basket>("a")).Value!.Items);
    }

    [Fact]
    public async Task Compressed_values_are_held_ready_to_be_read()
    {
        await using var one = Make(isShared: true);
        await using var two = Make(isShared: true);
        var many = Basket.Of([.. Enumerable.Range(0, 5_000).Select(static i => $"item {i}")]);
        await one.Cache.SetAsync("a", many);

        Assert.Equal(many.Items, (await two.Cache.TryGetAsync<Basket>("a")).Value!.Items);
        Assert.Equal(many.Items, (await two.Cache.TryGetAsync<Basket>("a")).Value!.Items);

        Assert.Equal(JsonSerializer.SerializeToUtf8Bytes(many).Length, two.Stats.MemoryBytes, tolerance: 500);
    }

    private CacheHarness Make(bool isShared) => isShared ? new CacheHarness(_server) : new CacheHarness();

    private static ValueTask<T> Fails<T>(CancellationToken cancellationToken) => throw new InvalidOperationException("It was to be found.");

    private static ValueTask<Basket> FailsHybrid(CancellationToken cancellationToken) => Fails<Basket>(cancellationToken);

    private sealed record Fruit(string Name);

    private sealed class Locked
    {
        public Locked(IEnumerable<int> parts) => Parts = [.. parts];

        public List<int> Parts { get; }
    }

    private class Animal
    {
        public int Legs { get; set; }
    }

    private sealed class Dog : Animal
    {
        public string Name { get; set; } = "";
    }
}
