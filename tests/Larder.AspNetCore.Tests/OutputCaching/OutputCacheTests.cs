using System.Buffers;
using System.IO.Pipelines;
using Larder.AspNetCore.Tests.Support;
using Larder.Support;
using Larder.Testing;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.AspNetCore.Tests.OutputCaching;

public class OutputCacheTests(SharedRedis redis)
{
    private readonly Browser _browser = new();

    [Theory]
    [InlineData(TierKind.Memory)]
    [InlineData(TierKind.Sqlite)]
    [InlineData(TierKind.Redis)]
    public async Task A_page_is_made_once(TierKind kind)
    {
        var pages = new OutputApp();
        await using var place = new TierPlace(kind, redis.Url);
        await using var app = await pages.StartAsync(place);

        Assert.Equal("1 made 1", await _browser.GetAsync(app, "/page/1"));
        Assert.Equal("1 made 1", await _browser.GetAsync(app, "/page/1"));
        Assert.Equal("2 made 2", await _browser.GetAsync(app, "/page/2"));
    }

    [Theory]
    [InlineData(TierKind.Sqlite)]
    [InlineData(TierKind.Redis)]
    public async Task A_page_that_one_instance_made_is_served_by_another_until_it_is_evicted(TierKind kind)
    {
        var (pages, others) = (new OutputApp(), new OutputApp());
        await using var place = new TierPlace(kind, redis.Url);
        await using var one = await pages.StartAsync(place);
        await using var other = await others.StartAsync(place);
        await _browser.GetAsync(one, "/page/1");

        Assert.Equal("1 made 1", await _browser.GetAsync(other, "/page/1"));
        Assert.Equal(0, others.Made);
        await StoreOf(one).EvictByTagAsync("pages", default);

        await Eventually.HoldsAsync(async () => { await _browser.GetAsync(other, "/page/1"); return others.Made == 1; });
    }

    [Theory]
    [InlineData(TierKind.Memory)]
    [InlineData(TierKind.Sqlite)]
    [InlineData(TierKind.Redis)]
    public async Task A_tag_of_the_policy_evicts_its_pages(TierKind kind)
    {
        await using var place = new TierPlace(kind, redis.Url);
        await using var app = await new OutputApp().StartAsync(place);
        await _browser.GetAsync(app, "/page/1");

        await StoreOf(app).EvictByTagAsync("pages", default);

        Assert.Equal("1 made 2", await _browser.GetAsync(app, "/page/1"));
    }

    [Theory]
    [InlineData(TierKind.Memory)]
    [InlineData(TierKind.Redis)]
    public async Task A_tag_that_the_page_itself_added_evicts_it_and_no_other(TierKind kind)
    {
        await using var place = new TierPlace(kind, redis.Url);
        await using var app = await new OutputApp().StartAsync(place);
        await _browser.GetAsync(app, "/tagged/a");
        await _browser.GetAsync(app, "/tagged/b");

        await StoreOf(app).EvictByTagAsync("a", default);

        Assert.Equal("a made 3", await _browser.GetAsync(app, "/tagged/a"));
        Assert.Equal("b made 2", await _browser.GetAsync(app, "/tagged/b"));
    }

    [Fact]
    public async Task A_path_evicts_all_that_was_answered_to_it_and_no_other()
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await new OutputApp().StartAsync(place);
        await _browser.GetAsync(app, "/page/1?a=1");
        await _browser.GetAsync(app, "/page/1?a=2");
        await _browser.GetAsync(app, "/page/2");

        Assert.True(await app.Services.GetRequiredService<OutputEviction>().EvictByPathAsync("/Page/1"));

        Assert.Equal("1 made 4", await _browser.GetAsync(app, "/page/1?a=1"));
        Assert.Equal("1 made 5", await _browser.GetAsync(app, "/page/1?a=2"));
        Assert.Equal("2 made 3", await _browser.GetAsync(app, "/page/2"));
    }

    [Theory]
    [InlineData(TierKind.Memory)]
    [InlineData(TierKind.Sqlite)]
    [InlineData(TierKind.Redis)]
    public async Task An_eviction_by_tag_while_the_page_is_made_wins(TierKind kind)
    {
        var pages = new OutputApp();
        await using var place = new TierPlace(kind, redis.Url);
        await using var app = await pages.StartAsync(place);

        pages.WhileMade = async () => await StoreOf(app).EvictByTagAsync("pages", default);
        Assert.Equal("1 made 1", await _browser.GetAsync(app, "/page/1"));

        Assert.Equal("1 made 2", await _browser.GetAsync(app, "/page/1"));
        Assert.Equal("1 made 2", await _browser.GetAsync(app, "/page/1"));
    }

    [Theory]
    [InlineData(TierKind.Memory)]
    [InlineData(TierKind.Redis)]
    public async Task An_eviction_on_another_instance_while_the_page_is_made_wins(TierKind kind)
    {
        var pages = new OutputApp();
        await using var place = new TierPlace(kind, redis.Url);
        await using var app = await pages.StartAsync(place);
        await using var other = await new OutputApp().StartAsync(place);
        var evicting = kind == TierKind.Memory ? app : other;

        pages.WhileMade = async () => await StoreOf(evicting).EvictByTagAsync("a", default);
        await _browser.GetAsync(app, "/tagged/a");

        Assert.Equal("a made 2", await _browser.GetAsync(app, "/tagged/a"));
    }

    [Theory]
    [InlineData(TierKind.Memory)]
    [InlineData(TierKind.Sqlite)]
    [InlineData(TierKind.Redis)]
    public async Task An_eviction_by_key_or_path_while_the_page_is_made_wins(TierKind kind)
    {
        var pages = new OutputApp();
        await using var place = new TierPlace(kind, redis.Url);
        await using var app = await pages.StartAsync(place);

        pages.WhileMade = async () => await app.Cache.RemoveByPatternAsync("output:*");
        await _browser.GetAsync(app, "/page/1");
        pages.WhileMade = async () => await app.Services.GetRequiredService<OutputEviction>().EvictByPathAsync("/page/1");
        await _browser.GetAsync(app, "/page/1");

        Assert.Equal("1 made 3", await _browser.GetAsync(app, "/page/1"));
    }

    [Theory]
    [InlineData(TierKind.Memory)]
    [InlineData(TierKind.Sqlite)]
    [InlineData(TierKind.Redis)]
    public async Task Of_a_key_that_is_evicted_between_look_and_write_nothing_is_kept(TierKind kind)
    {
        await using var place = new TierPlace(kind, redis.Url);
        await using var app = await new OutputApp().StartAsync(place);
        var store = StoreOf(app);
        var requests = app.Services.GetRequiredService<Microsoft.AspNetCore.Http.IHttpContextAccessor>();
        requests.HttpContext = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        Assert.Null(await store.GetAsync("key", default));

        await app.Services.GetRequiredService<OutputEviction>().EvictByKeyAsync("key");
        await store.SetAsync("key", [1], [], TimeSpan.FromMinutes(1), default);

        Assert.Null(await store.GetAsync("key", default));
    }

    [Fact]
    public async Task Both_shapes_of_the_store_serve_the_same()
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await new OutputApp().StartAsync(place);
        var store = StoreOf(app);
        await store.SetAsync("key", new ReadOnlySequence<byte>([1, 2]), new[] { "t" }, TimeSpan.FromMinutes(1), default);
        var pipe = new Pipe();

        Assert.True(await store.TryGetAsync("key", pipe.Writer, default));
        Assert.False(await store.TryGetAsync("other", pipe.Writer, default));
        await pipe.Writer.CompleteAsync();

        Assert.Equal([1, 2], (await pipe.Reader.ReadAsync()).Buffer.ToArray());
        Assert.Equal([1, 2], await store.GetAsync("key", default));
    }

    [Fact]
    public async Task An_answer_lives_as_long_as_it_is_valid_for()
    {
        var clock = new FakeClock();
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await new OutputApp().StartAsync(place, services => services.AddSingleton<TimeProvider>(clock));
        var store = StoreOf(app);
        await store.SetAsync("key", [1], null, TimeSpan.FromMinutes(1), default);

        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.NotNull(await store.GetAsync("key", default));
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await store.GetAsync("key", default));
    }

    [Fact]
    public async Task Whoever_changes_his_array_changes_nothing_that_is_kept()
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await new OutputApp().StartAsync(place);
        var store = StoreOf(app);
        byte[] mine = [1];

        await store.SetAsync("key", mine, null, TimeSpan.FromMinutes(1), default);
        mine[0] = 9;
        (await store.GetAsync("key", default))![0] = 9;

        Assert.Equal([1], await store.GetAsync("key", default));
    }

    [Fact]
    public async Task An_answer_that_is_too_large_is_served_and_not_kept_and_the_log_says_so()
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await new OutputApp().StartAsync(place);

        Assert.Equal(2 << 20, (await _browser.GetAsync(app, "/large")).Length);

        Assert.True(app.Log.Has("LAR364"));
    }

    [Fact]
    public async Task Pages_are_served_while_the_tier_is_away()
    {
        await using var server = await RedisServer.StartAsync();
        await using var place = new TierPlace(TierKind.Redis, server.Url);
        await using var app = await new OutputApp().StartAsync(place);
        await _browser.GetAsync(app, "/page/1");
        await server.KillAsync();

        Assert.StartsWith("2 made", await _browser.GetAsync(app, "/page/2"), StringComparison.Ordinal);
        Assert.StartsWith("1 made", await _browser.GetAsync(app, "/page/1"), StringComparison.Ordinal);
    }

    private static IOutputCacheBufferStore StoreOf(WebInstance app) => (IOutputCacheBufferStore)app.Services.GetRequiredService<IOutputCacheStore>();
}
