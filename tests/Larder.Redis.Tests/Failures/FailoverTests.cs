using Larder.Redis.Tests.Support;
using Larder.Support;

namespace Larder.Redis.Tests.Failures;

/// <summary>Another server becomes the primary under load.</summary>
public sealed class FailoverTests
{
    [Fact]
    public async Task A_failover_under_load_fails_no_request_and_what_the_new_primary_took_is_read()
    {
        await using var group = await SentinelGroup.StartAsync();
        await using var instance = new Instance(group.Url, static options => options.CommandTimeout = TimeSpan.FromMilliseconds(500));
        await instance.ReadAsync("apple", "old");
        var old = (await group.PrimaryAsync()).EndPoint;
        using var enough = new CancellationTokenSource();
        var load = Task.Run(() => LoadAsync(instance, enough.Token));

        await group.FailOverAsync();
        await Eventually.HoldsAsync(async () => (await group.PrimaryAsync()).EndPoint != old, TimeSpan.FromSeconds(60));
        var primary = await group.PrimaryAsync();
        await primary.CallAsync("DEL", Instance.Prefix + "apple");

        await Eventually.HoldsAsync(async () => await instance.ReadAsync("apple", "new") == "new");
        await Eventually.HoldsAsync(async () => await IsSharedAsync(instance, primary));
        await enough.CancelAsync();
        Assert.True(await load > 0);
    }

    /// <summary>Any failure would come out here.</summary>
    private static async Task<int> LoadAsync(Instance instance, CancellationToken enough)
    {
        var done = 0;
        while (!enough.IsCancellationRequested)
        {
            Assert.Equal("value", await instance.ReadAsync($"load:{done++ % 500}", "value"));
            await Task.Yield();
        }

        return done;
    }

    private static async Task<bool> IsSharedAsync(Instance instance, RedisServer primary)
    {
        var key = $"again:{Guid.NewGuid():N}";
        await instance.ReadAsync(key, "loaded");
        return await primary.CallAsync("EXISTS", Instance.Prefix + key) is 1L;
    }
}
