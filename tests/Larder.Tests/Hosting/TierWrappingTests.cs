using Larder.Testing.Hosting;
using Larder.Testing.Tiers;

namespace Larder.Tests.Hosting;

public sealed class TierWrappingTests
{
    [Fact]
    public async Task What_is_put_around_the_shared_tier_is_asked_in_its_place()
    {
        var server = new InMemoryTierServer();
        FaultyTier? around = null;
        await using var wrapped = new CacheHarness(server, more: cache => cache.WrapSharedTier(
            (_, tier) => around = new FaultyTier(tier, new FaultScript(), server.Clock), static (_, records) => records));
        await using var other = new CacheHarness(server);

        await wrapped.Cache.SetAsync("key", 1, cancellationToken: TestContext.Current.CancellationToken);
        var read = await other.Cache.TryGetAsync<int>("key", TestContext.Current.CancellationToken);

        Assert.NotNull(around);
        Assert.True(around.Calls[TierVerb.Write] + around.Calls[TierVerb.Replace] > 0, "The tier was written to past what stands around it.");
        Assert.Equal((true, 1), (read.Found, read.Value));
    }
}
