using Larder.AspNetCore.Tests.Support;
using Larder.Support;
using Microsoft.Extensions.Caching.Distributed;

namespace Larder.AspNetCore.Tests.Distributed;

public class ExpirationTests(SharedRedis redis)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task An_absolute_end_is_kept_to_the_second_however_often_it_is_read()
    {
        await using var bench = await StartAsync();
        await bench.Cache.SetAsync("key", [1], new DistributedCacheEntryOptions { AbsoluteExpiration = bench.Clock.GetUtcNow() + Hour });

        for (var i = 0; i < 59; i++)
        {
            bench.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.NotNull(await bench.Cache.GetAsync("key"));
        }

        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await bench.Cache.GetAsync("key"));
    }

    [Fact]
    public async Task A_relative_end_wins_over_an_absolute_one()
    {
        await using var bench = await StartAsync();
        await bench.Cache.SetAsync(
            "key", [1], new DistributedCacheEntryOptions { AbsoluteExpiration = bench.Clock.GetUtcNow() + Hour, AbsoluteExpirationRelativeToNow = Hour * 2 });

        bench.Clock.Advance(Hour * 2 - Moment);
        Assert.NotNull(await bench.Cache.GetAsync("key"));
        bench.Clock.Advance(Moment);

        Assert.Null(await bench.Cache.GetAsync("key"));
    }

    [Fact]
    public async Task What_is_used_slides_on()
    {
        await using var bench = await StartAsync();
        await bench.Cache.SetAsync("key", [1], new DistributedCacheEntryOptions { SlidingExpiration = Hour });

        for (var i = 0; i < 20; i++)
        {
            bench.Clock.Advance(Hour - Moment);
            Assert.NotNull(await bench.Cache.GetAsync("key"));
        }
    }

    [Fact]
    public async Task Refresh_makes_it_slide_on_too()
    {
        await using var bench = await StartAsync();
        await bench.Cache.SetAsync("key", [1], new DistributedCacheEntryOptions { SlidingExpiration = Hour });

        for (var i = 0; i < 5; i++)
        {
            bench.Clock.Advance(Hour - Moment);
            await bench.Cache.RefreshAsync("key");
        }

        Assert.NotNull(await bench.Cache.GetAsync("key"));
    }

    [Fact]
    public async Task What_is_not_used_ends_after_its_time_and_at_most_a_quarter_more()
    {
        await using var bench = await StartAsync();
        await bench.Cache.SetAsync("key", [1], new DistributedCacheEntryOptions { SlidingExpiration = Hour });

        bench.Clock.Advance(Hour * 1.25);

        Assert.Null(await bench.Cache.GetAsync("key"));
    }

    [Fact]
    public async Task Sliding_never_passes_the_absolute_end()
    {
        await using var bench = await StartAsync();
        await bench.Cache.SetAsync("key", [1], new DistributedCacheEntryOptions { SlidingExpiration = Hour, AbsoluteExpirationRelativeToNow = Hour * 3 });

        for (var i = 0; i < 5; i++)
        {
            bench.Clock.Advance(TimeSpan.FromMinutes(35));
            Assert.NotNull(await bench.Cache.GetAsync("key"));
        }

        bench.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(await bench.Cache.GetAsync("key"));
    }

    [Fact]
    public async Task What_has_no_end_stays()
    {
        await using var bench = await StartAsync();
        await bench.Cache.SetAsync("key", [1], new DistributedCacheEntryOptions());

        bench.Clock.Advance(TimeSpan.FromDays(1000));

        Assert.NotNull(await bench.Cache.GetAsync("key"));
    }

    [Fact]
    public async Task A_thousand_reads_touch_the_shared_place_once_in_a_quarter_at_most()
    {
        await using var bench = await StartAsync();
        await bench.Cache.SetAsync("key", [1], new DistributedCacheEntryOptions { SlidingExpiration = Hour });

        for (var i = 0; i < 1000; i++)
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(3.6));
            await bench.Cache.GetAsync("key");
        }

        Assert.InRange(bench.Entries.Replacements, 3, 4);
    }

    [Fact]
    public async Task A_touch_does_not_bring_back_what_is_removed_at_the_same_time()
    {
        await using var bench = await StartAsync();
        await bench.Cache.SetAsync("key", [1], new DistributedCacheEntryOptions { SlidingExpiration = Hour });
        bench.Clock.Advance(Hour / 2);

        bench.Entries.BeforeReplace = async _ => await bench.Cache.RemoveAsync("key");
        await bench.Cache.RefreshAsync("key");

        Assert.Null(await bench.Cache.GetAsync("key"));
    }

    [Fact]
    public async Task A_touch_does_not_undo_what_is_set_at_the_same_time()
    {
        await using var bench = await StartAsync();
        await bench.Cache.SetAsync("key", [1], new DistributedCacheEntryOptions { SlidingExpiration = Hour });
        bench.Clock.Advance(Hour / 2);

        bench.Entries.BeforeReplace = async _ => await bench.Cache.SetAsync("key", [2], new DistributedCacheEntryOptions());
        await bench.Cache.RefreshAsync("key");

        Assert.Equal([2], await bench.Cache.GetAsync("key"));
    }

    [Theory]
    [InlineData(TierKind.Sqlite)]
    [InlineData(TierKind.Redis)]
    public async Task On_a_real_tier_what_is_used_slides_on_and_what_is_not_ends(TierKind kind)
    {
        await using var bench = await DistributedBench.StartAsync(kind, redis.Url);
        var options = new DistributedCacheEntryOptions { SlidingExpiration = TimeSpan.FromSeconds(3) };
        await bench.Cache.SetAsync("used", [1], options);
        await bench.Cache.SetAsync("unused", [1], options);

        // The unused one is looked for without use: by the cache's own word for it.
        await Eventually.HoldsAsync(async () =>
        {
            Assert.NotNull(await bench.Cache.GetAsync("used"));
            return !await bench.App.Cache.ExistsAsync("dist:unused");
        });

        Assert.NotNull(await bench.Cache.GetAsync("used"));
    }

    private Task<DistributedBench> StartAsync() => DistributedBench.StartAsync(TierKind.Memory, redis.Url);
}
