using Larder.Counting;
using Larder.Sqlite.Counting;
using Larder.Sqlite.Tests.Support;
using Larder.Tiers;

namespace Larder.Sqlite.Tests;

public sealed class CounterTests
{
    [Fact]
    public async Task Adding_gives_the_new_value_and_a_restart_keeps_it()
    {
        await using var bench = new TierBench();
        await using (var before = Counters(bench))
        {
            Assert.Equal(1, await before.AddAsync("visits"));
            Assert.Equal(6, await before.AddAsync("visits", 5));
        }

        var after = Counters(bench);

        Assert.Equal(6, await after.GetAsync("visits"));
        Assert.Equal(4, await after.AddAsync("visits", -2));
        Assert.Equal(0, await after.GetAsync("other"));
    }

    [Fact]
    public async Task A_counter_is_kept_for_its_time_after_the_last_addition()
    {
        await using var bench = new TierBench();
        var counters = Counters(bench);

        await counters.AddAsync("hits", 1, TimeSpan.FromSeconds(10));
        bench.Time.Advance(TimeSpan.FromSeconds(8));
        var again = await counters.AddAsync("hits", 1, TimeSpan.FromSeconds(10));
        bench.Time.Advance(TimeSpan.FromSeconds(8));
        var kept = await counters.GetAsync("hits");
        bench.Time.Advance(TimeSpan.FromSeconds(8));

        Assert.Equal((2, 2), (again, kept));
        Assert.Equal(0, await counters.GetAsync("hits"));
        Assert.Equal(1, await counters.AddAsync("hits"));
    }

    [Fact]
    public async Task Many_at_once_never_get_the_same_number()
    {
        await using var bench = new TierBench();
        var (here, there) = (Counters(bench), Counters(bench));

        var numbers = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => Task.Run(() => (i % 2 == 0 ? here : there).AddAsync("n").AsTask())));

        Assert.Equal(Enumerable.Range(1, 300).Select(n => (long)n), numbers.Order());
    }

    [Fact]
    public async Task While_the_file_is_away_counts_are_kept_and_merged_when_it_is_back()
    {
        await using var bench = new TierBench();
        var blocker = Path.Combine(bench.Folder, "blocker");
        File.WriteAllText(blocker, "in the way");
        bench.File = Path.Combine(blocker, "cache.db");
        var inner = new SqliteCounters(bench.OpenStore(), bench.Time);
        await using var counters = new MergingCounters(inner, TimeProvider.System, new Random(1));

        await Assert.ThrowsAsync<TierException>(() => inner.GetAsync(["n"], default).AsTask());
        Assert.Equal(3, await counters.AddAsync("n", 3));
        Assert.Equal(4, await counters.AddAsync("n"));
        File.Delete(blocker);

        Assert.Equal(4, await Until.WorksAsync<long, IOException>(async () => (await ValueOfAsync(inner)) is 4 and var value ? value : throw new IOException("not yet")));
        Assert.Equal(4, await counters.GetAsync("n"));
    }

    private static MergingCounters Counters(TierBench bench) => new(new SqliteCounters(bench.OpenStore(), bench.Time), bench.Time, new Random());

    private static async Task<long> ValueOfAsync(SqliteCounters counters)
    {
        try
        {
            return (await counters.GetAsync(["n"], default))[0];
        }
        catch (TierException)
        {
            return 0;
        }
    }
}
