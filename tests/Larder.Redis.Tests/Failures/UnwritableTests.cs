using Larder.Redis.Tests.Records;
using Larder.Redis.Tests.Support;
using Larder.Support;

namespace Larder.Redis.Tests.Failures;

/// <summary>
/// A server that answers reads and takes no value, as one that is full does. What is loaded meanwhile stands in memory alone, and no push tells of the
/// removal of what the server does not have.
/// </summary>
public sealed class UnwritableTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task An_entry_does_not_outlive_a_removal_elsewhere()
    {
        await using var server = await RedisServer.StartAsync("maxmemory-policy noeviction");
        await using var one = new Instance(server.Url, static options => options.DetachedExpiration = Soon);
        await using var other = new Instance(server.Url);
        await FillAsync(server, one.Cache, other.Cache);

        Assert.Equal("old", await one.ReadAsync("price", "old"));
        await other.Cache.RemoveAsync("price");

        await Eventually.HoldsAsync(async () => await one.ReadAsync("price", "new") == "new");
    }

    [Fact]
    public async Task An_entry_of_a_batch_does_not_outlive_a_removal_elsewhere()
    {
        await using var server = await RedisServer.StartAsync("maxmemory-policy noeviction");
        await using var one = new Instance(server.Url, static options => options.DetachedExpiration = Soon);
        await using var other = new Instance(server.Url);
        await FillAsync(server, one.Cache, other.Cache);

        Assert.Equal("old", await ReadTogetherAsync(one.Cache, "old"));
        await other.Cache.RemoveAsync("price:1");

        await Eventually.HoldsAsync(async () => await ReadTogetherAsync(one.Cache, "new") == "new");
    }

    [Fact]
    public async Task A_record_does_not_outlive_a_removal_elsewhere()
    {
        await using var server = await RedisServer.StartAsync("maxmemory-policy noeviction");
        await using var one = new RecordInstance(server.Url, "people:", configure: static options => options.DetachedExpiration = Soon);
        await using var other = new RecordInstance(server.Url, "people:");
        await FillAsync(server, one.Cache, other.Cache);

        Assert.Equal("old", (await one.NameAsync(1, "old"))!.Name);
        await other.People.RemoveAsync(1);

        await Eventually.HoldsAsync(async () => (await one.NameAsync(1, "new"))!.Name == "new");
    }

    private static async Task FillAsync(RedisServer server, ICache one, ICache other)
    {
        await one.SetAsync("ready", 1);
        await other.SetAsync("ready", 2);
        await server.CallAsync("CONFIG", "SET", "maxmemory", "1");
    }

    private static async Task<string> ReadTogetherAsync(ICache cache, string value) => (await cache.GetOrLoadManyAsync(
        [1, 2], static id => $"price:{id}",
        (ids, _) => new ValueTask<IReadOnlyDictionary<int, string>>(ids.ToDictionary(static id => id, _ => value))))[1];
}
