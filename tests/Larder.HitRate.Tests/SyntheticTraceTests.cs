using Larder.HitRate.Traces;

namespace Larder.HitRate.Tests;

public sealed class SyntheticTraceTests
{
    [Fact]
    public void They_are_the_same_each_time()
    {
        var (once, again) = (SyntheticTraces.All.ToArray(), SyntheticTraces.All.ToArray());

        Assert.Equal(once.Select(static trace => trace.Name), again.Select(static trace => trace.Name));
        Assert.All(once.Zip(again), pair => Assert.Equal(pair.First.Keys, pair.Second.Keys));
    }

    [Fact]
    public void A_loop_that_is_a_fifth_too_long_has_no_hit_by_LRU_and_many_by_the_store()
    {
        var loop = SyntheticTraces.All.Single(static trace => trace.Name == "loop-1.2");

        var row = Replay.Run(loop, 5_000, ["lru", "larder", "optimum"]);

        Assert.Equal(0, row.HitRatios[0]);
        Assert.InRange(row.HitRatios[1], 60, row.HitRatios[2]);
    }
}
