using Larder.Counting;
using Larder.Sqlite.Counting;
using Larder.Sqlite.Storage;
using Larder.Sqlite.Tests.Support;
using Larder.Sqlite.Tiers;
using Larder.Tiers;
using Larder.Validity;
using static Larder.Sqlite.Tests.Support.TierBench;

namespace Larder.Sqlite.Tests;

public sealed class SweeperTests
{
    [Fact]
    public async Task Holds_that_are_over_are_removed_and_the_others_stay()
    {
        await using var bench = new TierBench();
        await using var holds = SqliteHolds.Open(bench.Settings, bench.Time, new Random(1), new StoreLog(bench.Log));
        await holds.HoldAsync(new[] { TierBench.Entry("short") }, bench.Fresh(), TimeSpan.FromSeconds(1), default);
        await holds.HoldAsync(new[] { TierBench.Entry("long") }, bench.Fresh(), TimeSpan.FromHours(1), default);
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        await SweeperOn(bench).SweepOnceAsync(default);

        using var raw = bench.OpenRaw();
        Assert.Equal(1, raw.Number("SELECT count(*) FROM holds"));
    }

    [Fact]
    public async Task What_expired_is_removed_and_old_changes_are_trimmed()
    {
        await using var bench = new TierBench();
        var tier = bench.Open();
        await RenewAsync(tier, Tag("t"), Renewal.Always);
        await tier.WriteAsync(Entry("kept"), bench.Text("x"), default);
        for (var i = 0; i < 1200; i++) await tier.WriteAsync(Entry($"k:{i}"), bench.Text("x", TimeSpan.FromMinutes(1)), default);

        bench.Time.Advance(TimeSpan.FromMinutes(2));
        await SweeperOn(bench).SweepOnceAsync(default);

        using var raw = bench.OpenRaw();
        Assert.Equal(2, raw.Number("SELECT count(*) FROM slots"));
        Assert.Equal(0, raw.Number("SELECT count(*) FROM changes"));
        Assert.Equal("x", await TextAsync(tier, "kept"));
    }

    [Fact]
    public async Task The_file_stays_within_its_bound_and_keeps_what_is_used()
    {
        await using var bench = new TierBench { MaxBytes = 4 << 20 };
        var tier = bench.Open();
        var touches = new TouchLog();
        var sweeper = SweeperOn(bench, touches);
        var mark = await RenewAsync(tier, Tag("t"), Renewal.Always);
        for (var i = 0; i < 400; i++)
        {
            await tier.WriteAsync(Entry($"k:{i}"), bench.Text(new string('v', 10_000)), default);
            bench.Time.Advance(TimeSpan.FromSeconds(1));
        }

        using (var raw = bench.OpenRaw())
        {
            bench.Time.Advance(TimeSpan.FromMinutes(2));
            touches.Note(raw.Number("SELECT min(id) FROM slots WHERE kind = 0")!.Value, 0, bench.Time.GetUtcNow().ToUnixTimeMilliseconds());
        }

        var oldest = bench.OpenRaw().Number("SELECT min(id) FROM slots WHERE kind = 0");
        await sweeper.SweepOnceAsync(default);

        Assert.True(new FileInfo(bench.File).Length <= bench.MaxBytes);
        using var after = bench.OpenRaw();
        var used = (after.Number("PRAGMA page_count") - after.Number("PRAGMA freelist_count")) * after.Number("PRAGMA page_size");
        Assert.InRange(used!.Value, bench.MaxBytes / 2, (long)(bench.MaxBytes * 0.81));
        Assert.Equal(oldest, after.Number("SELECT min(id) FROM slots WHERE kind = 0"));
        Assert.Equal(10_000, (await TextAsync(tier, "k:399"))!.Length);
        Assert.Equal(mark, (await ReadAsync(tier, Tag("t"))).Version);
    }

    [Fact]
    public async Task A_read_is_noted_once_a_minute()
    {
        var touches = new TouchLog();

        touches.Note(id: 1, usedAt: 0, now: 59_999);
        touches.Note(id: 2, usedAt: 0, now: 60_000);
        touches.Note(id: 2, usedAt: 0, now: 60_001);

        Assert.Equal([new(2, 60_000)], touches.Take(10));
        Assert.Empty(touches.Take(10));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Space_that_became_free_goes_back_to_the_disk()
    {
        await using var bench = new TierBench();
        var tier = bench.Open();
        for (var i = 0; i < 500; i++) await tier.WriteAsync(Entry($"k:{i}"), bench.Text(new string('v', 20_000), TimeSpan.FromMinutes(1)), default);
        using (var raw = bench.OpenRaw()) raw.Run("PRAGMA wal_checkpoint(TRUNCATE)");
        var before = new FileInfo(bench.File).Length;

        bench.Time.Advance(TimeSpan.FromMinutes(2));
        await SweeperOn(bench).SweepOnceAsync(default);

        using (var raw = bench.OpenRaw()) raw.Run("PRAGMA wal_checkpoint(TRUNCATE)");
        Assert.True(new FileInfo(bench.File).Length < before / 4);
    }

    [Fact]
    public async Task A_long_log_is_cut()
    {
        await using var bench = new TierBench();
        var tier = bench.Open();
        using var raw = bench.OpenRaw();
        raw.Run("PRAGMA wal_autocheckpoint = 0");
        await ReadAsync(tier, Entry("k"));
        raw.Run("BEGIN IMMEDIATE");
        for (var i = 0; i < 1200; i++)
        {
            using var row = raw.Prepare("INSERT INTO slots (kind, name, state, version, used_at, body) VALUES (0, ?1, 1, zeroblob(16), 0, zeroblob(16000))");
            row.Bind(1, $"k:{i}").Run();
        }

        raw.Run("COMMIT");
        Assert.True(new FileInfo(bench.File + "-wal").Length > 16 << 20);

        await SweeperOn(bench).SweepOnceAsync(default);

        Assert.True(new FileInfo(bench.File + "-wal").Length < 1 << 20);
    }

    [Fact]
    public async Task One_of_several_sweeps_and_another_takes_over_when_it_is_gone()
    {
        await using var bench = new TierBench();
        var tier = bench.Open();
        var (first, second) = (SweeperOn(bench), SweeperOn(bench));
        await first.SweepOnceAsync(default);

        await WriteExpiredAsync();
        await second.SweepOnceAsync(default);
        var leftBySecond = Rows();
        await first.SweepOnceAsync(default);
        var leftByFirst = Rows();
        await WriteExpiredAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await second.SweepOnceAsync(default);

        Assert.Equal((1, 0, 0), (leftBySecond, leftByFirst, Rows()));

        async Task WriteExpiredAsync()
        {
            await tier.WriteAsync(Entry("k"), bench.Text("x", TimeSpan.FromSeconds(1)), default);
            bench.Time.Advance(TimeSpan.FromSeconds(2));
        }

        long Rows()
        {
            using var raw = bench.OpenRaw();
            return raw.Number("SELECT count(*) FROM slots")!.Value;
        }
    }

    [Fact]
    public async Task Visits_and_operations_whose_time_is_over_are_swept_out_of_the_file()
    {
        await using var bench = new TierBench();
        await new SqliteCounters(bench.OpenStore(), bench.Time).AddAsync(new CounterAddition("n", 1, null, new OperationId(7, 0, 1)), default);
        var visitors = new SqliteVisitors(bench.OpenStore(), bench.Time);
        await visitors.RecordAsync(new Visit("/ad", new DateOnly(2030, 1, 1), "ann", bench.Time.GetUtcNow()), TimeSpan.FromHours(1), default);

        bench.Time.Advance(TimeSpan.FromHours(2));
        await SweeperOn(bench).SweepOnceAsync(default);

        using var raw = bench.OpenRaw();
        Assert.Equal((0, 0, 1), (raw.Number("SELECT count(*) FROM visits"), raw.Number("SELECT count(*) FROM operations"), raw.Number("SELECT count(*) FROM counters")));
    }

    private static Sweeper SweeperOn(TierBench bench, TouchLog? touches = null)
    {
        var sink = new RecordingSink();
        var scope = new TierScope(new Watch(sink), new SlotWaiters(), Random.Shared.NextInt64(), bench.Time);
        return new Sweeper(bench.OpenStore(), bench.Settings, scope, touches ?? new TouchLog(), new StoreLog(bench.Log));
    }
}
