using Larder.Testing.Hosting;
using Larder.Testing.Tiers;
using Larder.Testing;

namespace Larder.Tests.Pipeline;

/// <summary>An invalidation always wins: also against a load, a batch or a refresh that is under way. Each case with memory alone and with a shared tier.</summary>
public sealed class InvalidationTests
{
    private static readonly CacheEntryOptions Tagged = new() { Tags = ["fruit"] };

    public static TheoryData<string, bool> Removals()
    {
        var data = new TheoryData<string, bool>();
        foreach (var how in (string[])["key", "keys", "tag", "pattern", "clear", "expire"])
        {
            data.Add(how, false);
            data.Add(how, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Removals))]
    public async Task A_removal_during_a_load_wins(string how, bool isShared)
    {
        await using var harness = Make(isShared);
        var source = new Source { Value = 1 };
        var first = harness.Cache.GetOrLoadAsync("apple", source.LoadSlowlyAsync, Tagged).AsTask();
        await source.Started.Task;

        source.Value = 2;
        await RemoveAsync(harness.Cache, how);
        source.Finish.SetResult();

        Assert.Equal(1, await first);
        Assert.Equal(2, await harness.Cache.GetOrLoadAsync("apple", source.LoadAsync, Tagged));
        Assert.Equal(2, await harness.Cache.GetOrLoadAsync("apple", source.LoadAsync, Tagged));
    }

    [Theory]
    [MemberData(nameof(Removals))]
    public async Task A_reader_that_comes_after_a_removal_does_not_join_the_load_that_began_before(string how, bool isShared)
    {
        await using var harness = Make(isShared);
        var source = new Source { Value = 1 };
        var first = harness.Cache.GetOrLoadAsync("apple", source.LoadSlowlyAsync, Tagged).AsTask();
        await source.Started.Task;
        source.Value = 2;
        await RemoveAsync(harness.Cache, how);

        var second = await harness.Cache.GetOrLoadAsync("apple", source.LoadAsync, Tagged);
        source.Finish.SetResult();

        Assert.Equal(2, second);
        Assert.Equal(1, await first);
        Assert.Equal(2, await harness.Cache.GetOrLoadAsync("apple", source.LoadAsync, Tagged));
    }

    [Theory]
    [MemberData(nameof(Removals))]
    public async Task A_removal_during_a_batch_wins(string how, bool isShared)
    {
        await using var harness = Make(isShared);
        var source = new Source { Value = 1 };
        var first = harness.Cache.GetOrLoadManyAsync<string, int>(["apple"], static id => id, source.LoadManySlowlyAsync, Tagged).AsTask();
        await source.Started.Task;

        source.Value = 2;
        await RemoveAsync(harness.Cache, how);
        source.Finish.SetResult();

        Assert.Equal(1, (await first)["apple"]);
        Assert.Equal(2, await harness.Cache.GetOrLoadAsync("apple", source.LoadAsync, Tagged));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_removal_by_a_tag_that_only_the_loader_gave_wins(bool isShared)
    {
        await using var harness = Make(isShared);
        var source = new Source { Value = 1 };
        CacheLoader<Source, int> load = static async (source, context, token) =>
        {
            var value = await source.LoadSlowlyAsync(token);
            context.AddTag("late");
            return value;
        };
        var first = harness.Cache.GetOrLoadAsync("apple", source, load).AsTask();
        await source.Started.Task;

        source.Value = 2;
        await harness.Cache.RemoveByTagAsync("late");
        var joined = harness.Cache.GetOrLoadAsync("apple", source, load).AsTask();
        source.Finish.SetResult();

        Assert.Equal(1, await first);
        Assert.Equal(2, await joined);
        Assert.Equal(2, await harness.Cache.GetOrLoadAsync("apple", source.LoadAsync));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_value_can_be_removed_by_a_tag_that_only_the_loader_gave(bool isShared)
    {
        await using var harness = Make(isShared);
        var source = new Source { Value = 1 };
        CacheLoader<Source, int> load = static (source, context, _) =>
        {
            context.AddTag("late");
            return new ValueTask<int>(source.Value);
        };
        await harness.Cache.GetOrLoadAsync("apple", source, load);
        source.Value = 2;
        Assert.Equal(1, await harness.Cache.GetOrLoadAsync("apple", source, load));

        await harness.Cache.RemoveByTagAsync("late");

        Assert.Equal(2, await harness.Cache.GetOrLoadAsync("apple", source, load));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_tags_of_all_who_share_a_load_are_kept(bool isShared)
    {
        await using var harness = Make(isShared);
        var source = new Source { Value = 1 };
        var first = harness.Cache.GetOrLoadAsync("apple", source.LoadSlowlyAsync, Tagged).AsTask();
        await source.Started.Task;
        var second = harness.Cache.GetOrLoadAsync("apple", source.LoadAsync, new() { Tags = ["round"] }).AsTask();
        source.Finish.SetResult();
        await Task.WhenAll(first, second);
        source.Value = 2;

        await harness.Cache.RemoveByTagAsync("round");

        Assert.Equal(2, await harness.Cache.GetOrLoadAsync("apple", source.LoadAsync, Tagged));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_value_that_is_set_wins_over_a_load_under_way(bool isShared)
    {
        await using var harness = Make(isShared);
        var source = new Source { Value = 1 };
        var first = harness.Cache.GetOrLoadAsync("apple", source.LoadSlowlyAsync).AsTask();
        await source.Started.Task;

        await harness.Cache.SetAsync("apple", 2);
        source.Finish.SetResult();
        await first;

        Assert.Equal(2, await harness.Cache.GetOrLoadAsync("apple", source.LoadAsync));
    }

    [Fact]
    public async Task A_removal_in_another_process_wins_over_a_load_under_way()
    {
        var server = new InMemoryTierServer(new FakeClock());
        await using var here = new CacheHarness(server);
        await using var there = new CacheHarness(server);
        var source = new Source { Value = 1 };
        var first = here.Cache.GetOrLoadAsync("apple", source.LoadSlowlyAsync, Tagged).AsTask();
        await source.Started.Task;

        source.Value = 2;
        await there.Cache.RemoveByTagAsync("fruit");
        source.Finish.SetResult();
        await first;

        Assert.Equal(2, await here.Cache.GetOrLoadAsync("apple", source.LoadAsync, Tagged));
        Assert.Equal(2, await there.Cache.GetOrLoadAsync("apple", source.LoadAsync, Tagged));
    }

    [Fact]
    public async Task A_removed_value_is_no_fallback_for_a_load_that_fails()
    {
        await using var harness = Make(isShared: false);
        await harness.Cache.SetAsync("apple", 1, new() { Expiration = TimeSpan.FromMinutes(1), StaleFor = TimeSpan.FromHours(1), Tags = ["fruit"] });
        harness.Clock.Advance(TimeSpan.FromMinutes(2));

        await harness.Cache.RemoveByTagAsync("fruit");

        await Assert.ThrowsAsync<IOException>(async () => await harness.Cache.GetOrLoadAsync<int>("apple", static _ => throw new IOException()));
    }

    [Fact]
    public async Task A_value_that_is_removed_while_its_refresh_fails_is_no_fallback()
    {
        await using var harness = Make(isShared: false);
        await harness.Cache.SetAsync("apple", 1, new() { Expiration = TimeSpan.FromMinutes(1), StaleFor = TimeSpan.FromHours(1) });
        harness.Clock.Advance(TimeSpan.FromMinutes(2));
        var source = new Source { Failure = new IOException() };
        var read = harness.Cache.GetOrLoadAsync("apple", source.LoadSlowlyAsync).AsTask();
        await source.Started.Task;

        await harness.Cache.RemoveAsync("apple");
        source.Finish.SetResult();

        await Assert.ThrowsAsync<IOException>(() => read);
    }

    private static CacheHarness Make(bool isShared) =>
        isShared ? new CacheHarness(new InMemoryTierServer(new FakeClock())) : new CacheHarness();

    private static async Task RemoveAsync(ICache cache, string how)
    {
        switch (how)
        {
            case "key": await cache.RemoveAsync("apple"); break;
            case "keys": await cache.RemoveAsync(["apple", "pear"]); break;
            case "tag": await cache.RemoveByTagAsync("fruit"); break;
            case "pattern": await cache.RemoveByPatternAsync("app*"); break;
            case "expire": await cache.ExpireAsync("apple"); break;
            default: await cache.ClearAsync(); break;
        }
    }
}
