using Larder.Counting;
using Larder.Sqlite.Counting;
using Larder.Sqlite.Storage;
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

    [Fact]
    public async Task An_addition_that_is_given_twice_counts_once_also_after_a_restart()
    {
        await using var bench = new TierBench();
        var addition = new CounterAddition("n", 5, null, new OperationId(long.MaxValue, 0, 2));
        await using (var before = new SqliteCounters(bench.OpenStore(), bench.Time)) Assert.Equal(5, await before.AddAsync(addition, default));
        var after = new SqliteCounters(bench.OpenStore(), bench.Time);
        await after.AddAsync(addition with { Operation = new OperationId(7, 0, 1) }, default);

        Assert.Equal(5, await after.AddAsync(addition, default));
        Assert.Equal(10, await after.AddAsync(addition with { By = 100, Operation = new OperationId(long.MaxValue, 0, 1) }, default));
        Assert.Equal([10], await after.GetAsync(["n"], default));
    }

    [Fact]
    public async Task A_file_of_the_first_schema_keeps_its_counters_and_gets_the_tables_that_it_lacks()
    {
        await using var bench = new TierBench();
        await using (var before = Counters(bench)) await before.AddAsync("n", 41);
        using (var raw = bench.OpenRaw())
        {
            raw.Run("DROP TABLE operations");
            raw.Run("DROP TABLE visits");
            raw.Run("DROP TABLE holds");
            raw.Run("DROP TABLE shards");
            raw.Run("DROP TABLE journal");
            raw.Run("DROP TABLE dead_letters");
            raw.Run("DROP TABLE durable");
            raw.Run("PRAGMA user_version = 1");
        }

        Assert.Equal(42, await Counters(bench).AddAsync("n"));
        var visitors = new SqliteVisitors(bench.OpenStore(), bench.Time);
        Assert.True(await visitors.RecordAsync(new Visit("/ad", new DateOnly(2030, 1, 1), "ann", bench.Time.GetUtcNow()), TimeSpan.FromDays(1), default));
        using var looking = bench.OpenRaw();
        Assert.Equal(SqliteSchema.Version, looking.Number("PRAGMA user_version"));
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
