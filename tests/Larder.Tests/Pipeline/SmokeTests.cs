using Microsoft.Extensions.DependencyInjection;

namespace Larder.Tests.Pipeline;

public sealed class SmokeTests
{
    [Fact]
    public async Task A_value_is_loaded_once()
    {
        await using var provider = new ServiceCollection().AddLarder().Services.BuildServiceProvider();
        var cache = provider.GetRequiredService<ICache>();
        var loads = 0;

        for (var i = 0; i < 3; i++)
            Assert.Equal(7, await cache.GetOrLoadAsync("a", _ => { loads++; return new ValueTask<int>(7); }));

        Assert.Equal(1, loads);
        Assert.True(await cache.RemoveAsync("a"));
        Assert.Equal(7, await cache.GetOrLoadAsync("a", _ => { loads++; return new ValueTask<int>(7); }, new() { Tags = ["t"] }));
        Assert.Equal(2, loads);
        Assert.True(await cache.RemoveByTagAsync("t"));
        Assert.Equal(7, await cache.GetOrLoadAsync("a", _ => { loads++; return new ValueTask<int>(7); }, new() { Tags = ["t"] }));
        Assert.Equal(3, loads);
        Assert.True(await cache.ClearAsync());
        Assert.False((await cache.TryGetAsync<int>("a")).Found);
        var many = await cache.GetOrLoadManyAsync<int, string>([1, 2, 3, 2], id => $"m:{id}", (ids, _) => new(ids.Where(i => i != 3).ToDictionary(i => i, i => $"v{i}")));
        Assert.Equal(2, many.Count);
        var stats = provider.GetRequiredService<Larder.Diagnostics.CacheCatalog>().StatsOf();
        Assert.Equal(6, stats.Misses);
    }
}
