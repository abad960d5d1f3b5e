using Larder.Testing.Hosting;
using Larder.Testing.Tiers;
using Larder.Testing;
using Larder.Tests.Records;

namespace Larder.Tests.Pipeline;

/// <summary>Loads that say while they run that what they bring is nobody else's.</summary>
public sealed class PrivateLoadTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly InMemoryTierServer _server = new(new FakeClock());

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_private_load_brings_is_kept_nowhere(bool isShared)
    {
        await using var harness = Open(isShared);

        Assert.Equal(1, await harness.Cache.GetOrLoadAsync("a", static _ => Private(1)));

        Assert.False(await harness.Cache.ExistsAsync("a"));
        Assert.Equal(2, await harness.Cache.GetOrLoadAsync("a", static _ => new ValueTask<int>(2)));
        Assert.Equal(2, await harness.Cache.GetOrLoadAsync("a", static _ => new ValueTask<int>(3)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_joined_a_private_load_loads_for_himself(bool isShared)
    {
        await using var harness = Open(isShared);
        var go = new TaskCompletionSource();

        var first = harness.Cache.GetOrLoadAsync("a", async _ =>
        {
            await go.Task;
            return await Private(1);
        }).AsTask();
        var second = harness.Cache.GetOrLoadAsync("a", static _ => new ValueTask<int>(2)).AsTask();
        go.SetResult();

        Assert.Equal(1, await first.WaitAsync(Deadline));
        Assert.Equal(2, await second.WaitAsync(Deadline));
    }

    [Fact]
    public async Task A_load_around_a_private_one_is_private()
    {
        await using var harness = new CacheHarness();
        var cache = harness.Cache;

        await cache.GetOrLoadAsync("outer", async _ => await cache.GetOrLoadAsync("inner", static _ => Private(1)));
        await cache.GetOrLoadAsync("list", async _ => (await cache.GetOrLoadManyAsync<int, int>([1], static id => $"m{id}", static (ids, _) => PrivateMany(ids)))[1]);

        Assert.False(await cache.ExistsAsync("outer"));
        Assert.False(await cache.ExistsAsync("list"));
    }

    [Fact]
    public async Task A_private_batch_is_kept_nowhere()
    {
        await using var harness = new CacheHarness(_server);

        var values = await harness.Cache.GetOrLoadManyAsync<int, int>([1, 2], static id => $"m{id}", static (ids, _) => PrivateMany(ids));

        Assert.Equal(2, values.Count);
        Assert.False(await harness.Cache.ExistsAsync("m1"));
        Assert.False(await harness.Cache.ExistsAsync("m2"));
    }

    [Fact]
    public async Task A_load_beside_a_private_one_is_kept()
    {
        await using var harness = new CacheHarness();

        await harness.Cache.GetOrLoadAsync("a", static _ => Private(1));
        CurrentLoad.KeepPrivate();
        await harness.Cache.GetOrLoadAsync("b", static _ =>
        {
            Assert.True(CurrentLoad.IsRunning);
            return new ValueTask<int>(1);
        });

        Assert.False(CurrentLoad.IsRunning);
        Assert.True(await harness.Cache.ExistsAsync("b"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_private_record_is_kept_nowhere_and_leaves_no_pointer(bool isShared)
    {
        await using var harness = isShared ? UserCaches.On(_server) : UserCaches.Alone();
        var users = harness.Users();
        var loads = 0;

        for (var i = 0; i < 2; i++)
        {
            await users.GetAsync(1, (id, _) => RowAsync());
            await users.GetByAsync(nameof(User.Email), "1@example.org", (_, _) => RowAsync());
        }

        Assert.Equal(4, loads);

        ValueTask<UserRead?> RowAsync()
        {
            loads++;
            CurrentLoad.KeepPrivate();
            return new(new UserRead(1, "name 1", "1@example.org", null));
        }
    }

    [Fact]
    public async Task Removals_that_the_tier_was_not_told_are_counted()
    {
        await using var harness = new CacheHarness(_server);
        await harness.Cache.RemoveAsync("a");
        Assert.Equal(0, harness.Stats.OwedRemovals);

        _server.TakeDown();
        await harness.Cache.RemoveAsync(["a", "b"]);

        Assert.Equal(2, harness.Stats.OwedRemovals);
    }

    private CacheHarness Open(bool isShared) => isShared ? new CacheHarness(_server) : new CacheHarness();

    private static async ValueTask<int> Private(int value)
    {
        await Task.Yield();
        CurrentLoad.KeepPrivate();
        return value;
    }

    private static ValueTask<IReadOnlyDictionary<int, int>> PrivateMany(IReadOnlyList<int> ids)
    {
        CurrentLoad.KeepPrivate();
        return new(ids.ToDictionary(static id => id));
    }
}
