using Larder.Testing.Hosting;
using Larder.Testing.Tiers;

namespace Larder.Tests.Pipeline;

/// <summary>What the cache tells of how late it hears of changes.</summary>
public sealed class LatenessTests
{
    private readonly InMemoryTierServer _server = new();

    [Fact]
    public async Task Age_of_the_proof_grows_with_time_and_is_none_once_memory_may_not_serve_by_it()
    {
        await using var harness = new CacheHarness(_server, static options => options.StalenessBound = TimeSpan.FromSeconds(1));
        harness.Changes.Break();
        harness.Changes.Hold();

        harness.Clock.Advance(TimeSpan.FromMilliseconds(300));
        Assert.Equal(TimeSpan.FromMilliseconds(300), harness.Stats.ProofAge);

        harness.Changes.Prove();
        Assert.Equal(TimeSpan.Zero, harness.Stats.ProofAge);

        harness.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(harness.Stats.ProofAge);
    }

    [Fact]
    public async Task The_last_lag_that_was_measured_is_told()
    {
        await using var harness = new CacheHarness(_server);
        Assert.Null(harness.Stats.ObservedLag);

        harness.Changes.Watch.Lagged(TimeSpan.FromMilliseconds(7));
        harness.Changes.Watch.Lagged(TimeSpan.FromMilliseconds(0.4));

        Assert.Equal(TimeSpan.FromMilliseconds(0.4), harness.Stats.ObservedLag);
    }

    [Fact]
    public async Task Memory_alone_lags_behind_nobody()
    {
        await using var harness = new CacheHarness();

        await harness.Cache.SetAsync("a", 1);

        Assert.Null(harness.Stats.ProofAge);
        Assert.Null(harness.Stats.ObservedLag);
    }
}
