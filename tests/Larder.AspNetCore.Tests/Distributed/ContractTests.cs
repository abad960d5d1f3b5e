using System.Buffers;
using Larder.AspNetCore.Tests.Support;
using Larder.Support;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.AspNetCore.Tests.Distributed;

/// <summary>What the contract of IDistributedCache says, on each kind of tier.</summary>
public class ContractTests(SharedRedis redis)
{
    private static readonly DistributedCacheEntryOptions Plain = new();

    public static TheoryData<TierKind> Kinds => [TierKind.Memory, TierKind.Sqlite, TierKind.Redis];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_key_that_was_never_set_is_null(TierKind kind)
    {
        await using var bench = await DistributedBench.StartAsync(kind, redis.Url);

        Assert.Null(await bench.Cache.GetAsync("nothing"));
        Assert.Null(bench.Cache.Get("nothing"));
        Assert.False(await bench.Cache.TryGetAsync("nothing", new ArrayBufferWriter<byte>()));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_was_set_comes_back(TierKind kind)
    {
        await using var bench = await DistributedBench.StartAsync(kind, redis.Url);

        await bench.Cache.SetAsync("key", [1, 2, 3], Plain);

        Assert.Equal([1, 2, 3], await bench.Cache.GetAsync("key"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_synchronous_members_do_the_same(TierKind kind)
    {
        await using var bench = await DistributedBench.StartAsync(kind, redis.Url);

        bench.Cache.Set("key", [1, 2, 3], Plain);

        Assert.Equal([1, 2, 3], bench.Cache.Get("key"));
        bench.Cache.Refresh("key");
        bench.Cache.Remove("key");
        Assert.Null(bench.Cache.Get("key"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Buffers_of_several_parts_go_in_and_out(TierKind kind)
    {
        await using var bench = await DistributedBench.StartAsync(kind, redis.Url);
        var buffer = new ArrayBufferWriter<byte>();

        await bench.Cache.SetAsync("key", TwoParts([1, 2], [3]), Plain);

        Assert.True(await bench.Cache.TryGetAsync("key", buffer));
        Assert.Equal([1, 2, 3], buffer.WrittenSpan.ToArray());
        bench.Cache.Set("key", TwoParts([4], [5]), Plain);
        Assert.True(bench.Cache.TryGet("key", buffer));
        Assert.Equal([1, 2, 3, 4, 5], buffer.WrittenSpan.ToArray());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_empty_value_is_a_value(TierKind kind)
    {
        await using var bench = await DistributedBench.StartAsync(kind, redis.Url);

        await bench.Cache.SetAsync("key", [], Plain);

        Assert.Empty((await bench.Cache.GetAsync("key"))!);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_latest_value_counts(TierKind kind)
    {
        await using var bench = await DistributedBench.StartAsync(kind, redis.Url);
        await bench.Cache.SetAsync("key", [1], Plain);
        await bench.Cache.GetAsync("key");

        await bench.Cache.SetAsync("key", [2], Plain);

        Assert.Equal([2], await bench.Cache.GetAsync("key"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_removed_key_is_null_and_one_may_remove_what_is_not_there(TierKind kind)
    {
        await using var bench = await DistributedBench.StartAsync(kind, redis.Url);
        await bench.Cache.SetAsync("key", [1], Plain);

        await bench.Cache.RemoveAsync("key");
        await bench.Cache.RemoveAsync("nothing");

        Assert.Null(await bench.Cache.GetAsync("key"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Whoever_changes_his_array_changes_nothing_that_is_kept(TierKind kind)
    {
        await using var bench = await DistributedBench.StartAsync(kind, redis.Url);
        byte[] mine = [1, 2, 3];

        await bench.Cache.SetAsync("key", mine, Plain);
        mine[0] = 9;
        (await bench.Cache.GetAsync("key"))![1] = 9;

        Assert.Equal([1, 2, 3], await bench.Cache.GetAsync("key"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two\u0000parts")]
    [InlineData("line\nbreak")]
    [InlineData("#hash")]
    [InlineData("\ud800half a pair")]
    public async Task Any_text_is_a_key(string key)
    {
        await using var bench = await DistributedBench.StartAsync(TierKind.Memory, redis.Url);

        await bench.Cache.SetAsync(key, [1], Plain);

        Assert.Equal([1], await bench.Cache.GetAsync(key));
        Assert.Null(await bench.Cache.GetAsync(key + "x"));
    }

    [Fact]
    public async Task A_key_may_be_longer_than_those_of_the_cache_and_two_such_keys_differ()
    {
        await using var bench = await DistributedBench.StartAsync(TierKind.Memory, redis.Url);

        await bench.Cache.SetAsync(new string('k', 5000), [1], Plain);

        Assert.Equal([1], await bench.Cache.GetAsync(new string('k', 5000)));
        Assert.Null(await bench.Cache.GetAsync(new string('k', 5001)));
    }

    [Fact]
    public async Task Null_is_refused()
    {
        await using var bench = await DistributedBench.StartAsync(TierKind.Memory, redis.Url);
        var cache = bench.Cache;

        await Assert.ThrowsAsync<ArgumentNullException>(() => cache.GetAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => cache.RemoveAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => cache.RefreshAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => cache.SetAsync(null!, [1], Plain));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await cache.SetAsync("key", null!, Plain));
        await Assert.ThrowsAsync<ArgumentNullException>(() => cache.SetAsync("key", [1], null!));
        Assert.Throws<ArgumentNullException>(() => cache.Get(null!));
    }

    [Fact]
    public async Task A_moment_that_is_over_is_refused()
    {
        await using var bench = await DistributedBench.StartAsync(TierKind.Memory, redis.Url);
        var options = new DistributedCacheEntryOptions { AbsoluteExpiration = bench.Clock.GetUtcNow() };

        var failure = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => bench.Cache.SetAsync("key", [1], options));

        Assert.Contains("LAR362 ", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TierKind.Sqlite)]
    [InlineData(TierKind.Redis)]
    public async Task An_entry_ends_by_the_clock_of_the_tier_too(TierKind kind)
    {
        await using var bench = await DistributedBench.StartAsync(kind, redis.Url);

        await bench.Cache.SetAsync("key", [1], new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromMilliseconds(300) });

        await Eventually.HoldsAsync(async () => await bench.Cache.GetAsync("key") is null);
    }

    [Theory]
    [InlineData(TierKind.Sqlite)]
    [InlineData(TierKind.Redis)]
    public async Task Instances_see_each_others_values_and_removals(TierKind kind)
    {
        await using var place = new TierPlace(kind, redis.Url);
        await using var one = await WebInstance.StartAsync(place, static services => services.AddLarderDistributedCache(), static _ => { });
        await using var other = await WebInstance.StartAsync(place, static services => services.AddLarderDistributedCache(), static _ => { });
        var (left, right) = (Of(one), Of(other));

        await left.SetAsync("key", [1], Plain);
        Assert.Equal([1], await right.GetAsync("key"));
        await left.SetAsync("key", [2], Plain);
        await Eventually.HoldsAsync(async () => (await right.GetAsync("key"))?[0] == 2);
        await right.RemoveAsync("key");

        await Eventually.HoldsAsync(async () => await left.GetAsync("key") is null);
    }

    private static IDistributedCache Of(WebInstance app) => app.Services.GetRequiredService<IDistributedCache>();

    private static ReadOnlySequence<byte> TwoParts(byte[] one, byte[] other)
    {
        var first = new Part(one, 0, null);
        var last = new Part(other, one.Length, first);
        return new ReadOnlySequence<byte>(first, 0, last, other.Length);
    }

    private sealed class Part : ReadOnlySequenceSegment<byte>
    {
        public Part(byte[] bytes, long at, Part? before)
        {
            (Memory, RunningIndex) = (bytes, at);
            if (before is not null) before.Next = this;
        }
    }
}
