using System.Diagnostics;
using Larder.Sqlite.Storage;
using Larder.Sqlite.Tests.Support;
using Larder.Tiers;
using static Larder.Sqlite.Tests.Support.TierBench;

namespace Larder.Sqlite.Tests;

/// <summary>What happens to the file under a tier that is running.</summary>
public sealed class FileTests
{
    [Fact]
    public async Task A_new_file_is_in_wal_mode_and_can_give_space_back()
    {
        await using var bench = new TierBench();
        bench.File = Path.Combine(bench.Folder, "deep", "down", "cache.db");

        await ReadAsync(bench.Open(), Entry("k"));

        using var raw = bench.OpenRaw();
        Assert.Equal(2, raw.Number("PRAGMA auto_vacuum"));
        Assert.Equal(SqliteSchema.Version, raw.Number("PRAGMA user_version"));
        using var mode = raw.Prepare("PRAGMA journal_mode");
        Assert.True(mode.Step());
        Assert.Equal("wal", mode.Name(0));
    }

    [Fact]
    public async Task Entries_outlive_their_process_and_a_deleted_file_is_made_anew()
    {
        await using var bench = new TierBench();
        var sink = new RecordingSink();
        await using (var earlier = bench.Open()) await earlier.WriteAsync(Entry("k"), bench.Text("kept"), default);
        var tier = bench.Open(sink);
        Assert.Equal("kept", await TextAsync(tier, "k"));

        foreach (var part in Directory.GetFiles(bench.Folder, "cache.db*")) File.Delete(part);
        await Until.TrueAsync(() => sink.BrokenCount == 1, "the loss is noticed");
        var after = await Until.WorksAsync<string?, TierException>(async () => await TextAsync(tier, "k"));
        await tier.WriteAsync(Entry("k"), bench.Text("again"), default);

        Assert.Null(after);
        Assert.Equal("again", await TextAsync(tier, "k"));
        Assert.True(File.Exists(bench.File));
        Assert.Equal(1, sink.BrokenCount);
    }

    [Fact]
    public async Task A_file_deleted_without_its_log_is_made_anew_by_two_tiers_that_stay_in_touch()
    {
        await using var bench = new TierBench();
        var (sink, otherSink) = (new RecordingSink(), new RecordingSink());
        var (tier, other) = (bench.Open(sink), bench.Open(otherSink));
        await tier.WriteAsync(Entry("k"), bench.Text("old"), default);
        Assert.Equal("old", await TextAsync(other, "k"));

        File.Delete(bench.File);
        await Until.TrueAsync(() => sink.BrokenCount == 1 && otherSink.BrokenCount == 1, "both notice");
        await Until.WorksAsync<Replacement, TierException>(() => tier.WriteAsync(Entry("k"), bench.Text("new"), default));

        Assert.Equal("new", await Until.WorksAsync<string?, TierException>(async () => await TextAsync(other, "k")));
        await other.RemoveAsync(new[] { Entry("k") }, default);
        await Until.TrueAsync(() => sink.Seen.Contains(Entry("k")), "they hear of each other");
        Assert.Null(await TextAsync(tier, "k"));
    }

    [Fact]
    public async Task Another_file_put_in_its_place_is_taken_over()
    {
        await using var bench = new TierBench();
        var sink = new RecordingSink();
        var tier = bench.Open(sink);
        await tier.WriteAsync(Entry("k"), bench.Text("before"), default);
        await using (var donor = new TierBench { File = Path.Combine(bench.Folder, "donor.db") })
        {
            await using var theirs = donor.Open();
            await theirs.WriteAsync(Entry("k"), bench.Text("after"), default);
        }

        File.Delete(bench.File + "-wal");
        File.Delete(bench.File + "-shm");
        File.Move(Path.Combine(bench.Folder, "donor.db"), bench.File, overwrite: true);
        await Until.TrueAsync(() => sink.BrokenCount == 1, "the swap is noticed");

        Assert.Equal("after", await Until.WorksAsync<string?, TierException>(async () => await TextAsync(tier, "k")));
    }

    [Fact]
    public async Task A_write_into_a_file_that_was_deleted_is_not_acknowledged()
    {
        await using var bench = new TierBench();
        var sink = new RecordingSink();
        var tier = bench.Open(sink);
        await tier.WriteAsync(Entry("k"), bench.Text("before"), default);

        // At the last moment before the transaction: the feed can't have seen it.
        sink.OnTicket = () =>
        {
            sink.OnTicket = null;
            File.Delete(bench.File);
        };
        var error = await Assert.ThrowsAsync<TierException>(() => tier.WriteAsync(Entry("k"), bench.Text("lost"), default).AsTask());

        Assert.True(error.Failure is TierFailure.MaybeDone or TierFailure.Unreachable, error.Message);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_moved_aside_and_a_new_one_is_made()
    {
        await using var bench = new TierBench();
        File.WriteAllText(bench.File, new string('x', 5000));
        var (tier, other) = (bench.Open(), bench.Open());

        await tier.WriteAsync(Entry("k"), bench.Text("fine"), default);

        Assert.Equal("fine", await TextAsync(other, "k"));
        var aside = Assert.Single(Directory.GetFiles(bench.Folder, "cache.db.corrupt-*"));
        Assert.Equal(new string('x', 5000), File.ReadAllText(aside));
        Assert.Single(bench.Log.Lines, line => line.StartsWith("LAR215", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_damaged_while_in_use_is_moved_aside_once_by_all_who_find_it()
    {
        await using var bench = new TierBench();
        var sinks = Enumerable.Range(0, 4).Select(_ => new RecordingSink()).ToArray();
        var tiers = sinks.Select(bench.Open).ToArray();
        for (var i = 0; i < 300; i++) await tiers[0].WriteAsync(Entry($"k:{i}"), bench.Text(new string('v', 2000)), default);
        foreach (var tier in tiers) await TextAsync(tier, "k:7");
        using (var raw = bench.OpenRaw()) raw.Run("PRAGMA wal_checkpoint(TRUNCATE)");

        using (var bytes = new FileStream(bench.File, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            bytes.Seek(4096, SeekOrigin.Begin);
            bytes.Write(Enumerable.Repeat((byte)0xA5, (int)bytes.Length - 4096).ToArray());
        }

        await Until.TrueAsync(() => sinks.All(sink => sink.BrokenCount == 1) || Touch(), "all notice");
        var answers = await Task.WhenAll(tiers.Select(tier => Until.WorksAsync<string?, TierException>(async () => await TextAsync(tier, "k:7"))));

        Assert.All(answers, Assert.Null);
        Assert.Single(Directory.GetFiles(bench.Folder, "cache.db.corrupt-*"), file => !file.EndsWith("-wal", StringComparison.Ordinal) && !file.EndsWith("-shm", StringComparison.Ordinal));

        bool Touch()
        {
            foreach (var tier in tiers)
            {
                try
                {
                    _ = tier.ScanAsync("*", null, 1000, default).AsTask().GetAwaiter().GetResult();
                    tier.WriteAsync(Entry("touch"), bench.Text("x"), default).AsTask().GetAwaiter().GetResult();
                }
                catch (TierException)
                {
                    // This is how it is found.
                }
            }

            return false;
        }
    }

    [Fact]
    public async Task A_file_cut_to_nothing_is_made_anew()
    {
        await using var bench = new TierBench();
        var (sink, otherSink) = (new RecordingSink(), new RecordingSink());
        var (tier, other) = (bench.Open(sink), bench.Open(otherSink));
        await tier.WriteAsync(Entry("k"), bench.Text("old"), default);
        await TextAsync(other, "k");

        using (new FileStream(bench.File, FileMode.Truncate, FileAccess.Write, FileShare.ReadWrite))
        {
        }

        await Until.TrueAsync(() => sink.BrokenCount == 1 && otherSink.BrokenCount == 1, "both notice");
        await Until.WorksAsync<Replacement, TierException>(() => tier.WriteAsync(Entry("k"), bench.Text("new"), default));
        Assert.Equal("new", await Until.WorksAsync<string?, TierException>(async () => await TextAsync(other, "k")));
    }

    [Fact]
    public async Task A_locked_file_is_read_and_refuses_writes_in_time()
    {
        await using var bench = new TierBench { CommandTimeout = TimeSpan.FromMilliseconds(250) };
        var sink = new RecordingSink();
        var tier = bench.Open(sink);
        await tier.WriteAsync(Entry("k"), bench.Text("there"), default);
        using var raw = bench.OpenRaw();
        raw.Run("BEGIN EXCLUSIVE");

        var watch = Stopwatch.StartNew();
        var writes = Enumerable.Range(0, 5).Select(i => tier.WriteAsync(Entry($"k:{i}"), bench.Text("x"), default).AsTask()).ToArray();
        foreach (var write in writes) Assert.Equal(TierFailure.TimedOut, (await Assert.ThrowsAsync<TierException>(() => write)).Failure);
        var took = watch.Elapsed;
        Assert.Equal("there", await TextAsync(tier, "k"));
        raw.Run("ROLLBACK");

        await tier.WriteAsync(Entry("k"), bench.Text("free again"), default);
        Assert.True(took < TimeSpan.FromSeconds(2), $"took {took}");
        Assert.Equal(0, sink.BrokenCount);
    }

    [Fact]
    public async Task A_newer_schema_is_refused_and_left_as_it_is()
    {
        await using var bench = new TierBench();
        await using (var first = bench.Open()) await first.WriteAsync(Entry("k"), bench.Text("precious"), default);
        using (var raw = bench.OpenRaw()) raw.Run($"PRAGMA user_version = {SqliteSchema.Version + 1}");
        var before = File.ReadAllBytes(bench.File);

        var error = await Assert.ThrowsAsync<TierException>(() => ReadAsync(bench.Open(), Entry("k")));

        Assert.Equal(TierFailure.Refused, error.Failure);
        Assert.Contains("LAR243", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(bench.File));
        Assert.Empty(Directory.GetFiles(bench.Folder, "cache.db.corrupt-*"));
    }

    [Fact]
    public async Task The_database_of_another_application_is_refused_and_left_as_it_is()
    {
        await using var bench = new TierBench();
        using (var raw = bench.OpenRaw()) raw.Run("CREATE TABLE orders (id INTEGER)");
        var before = File.ReadAllBytes(bench.File);

        var error = await Assert.ThrowsAsync<TierException>(() => ReadAsync(bench.Open(), Entry("k")));

        Assert.Equal(TierFailure.Refused, error.Failure);
        Assert.Equal(before, File.ReadAllBytes(bench.File));
    }

    [Fact]
    public async Task A_directory_that_can_not_be_made_is_a_failure_that_heals()
    {
        await using var bench = new TierBench();
        var blocker = Path.Combine(bench.Folder, "blocker");
        File.WriteAllText(blocker, "a file where a directory should be");
        bench.File = Path.Combine(blocker, "cache.db");
        var tier = bench.Open();

        var error = await Assert.ThrowsAsync<TierException>(() => ReadAsync(tier, Entry("k")));
        Assert.Equal(TierFailure.Unreachable, error.Failure);
        File.Delete(blocker);

        var healed = await Until.WorksAsync<SlotRead, TierException>(async () => await ReadAsync(tier, Entry("k")));
        Assert.Equal(SlotState.Absent, healed.State);
    }

    [Fact]
    public async Task A_full_file_makes_room_by_evicting_what_was_used_least_recently()
    {
        await using var bench = new TierBench { MaxBytes = 1 << 20 };
        var tier = bench.Open();

        for (var i = 0; i < 100; i++)
        {
            await tier.WriteAsync(Entry($"k:{i}"), bench.Text(new string('v', 40_000)), default);
            bench.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await tier.WriteAsync(Entry("big"), bench.Text(new string('v', 250_000)), default);

        Assert.Equal(40_000, (await TextAsync(tier, "k:99"))!.Length);
        Assert.Equal(250_000, (await TextAsync(tier, "big"))!.Length);
        Assert.Null(await TextAsync(tier, "k:0"));
        Assert.True(new FileInfo(bench.File).Length <= bench.MaxBytes);
    }

    [Fact]
    public async Task A_file_full_of_marks_says_so_and_is_still_read()
    {
        await using var bench = new TierBench { MaxBytes = 1 << 20 };
        var tier = bench.Open();
        await tier.WriteAsync(Entry("k"), bench.Text("there"), default);
        var marks = 0;

        var error = await Assert.ThrowsAsync<TierException>(async () =>
        {
            for (; marks < 10_000; marks++) await RenewAsync(tier, Tag(marks + new string('t', 1000)), Renewal.Always);
        });

        Assert.Equal(TierFailure.Full, error.Failure);
        Assert.InRange(marks, 50, 2000);
        Assert.False((await ReadAsync(tier, Tag("0" + new string('t', 1000)))).Version.IsNone);
    }

    [Fact]
    public async Task A_body_too_large_for_a_small_file_is_refused_and_pushes_nothing_out()
    {
        await using var bench = new TierBench { MaxBytes = 1 << 20 };
        var tier = bench.Open();
        await tier.WriteAsync(Entry("k"), bench.Text("there"), default);

        var error = await Assert.ThrowsAsync<TierException>(() => tier.WriteAsync(Entry("big"), bench.Text(new string('v', 300_000)), default).AsTask());

        Assert.Equal(TierFailure.Refused, error.Failure);
        Assert.Equal("there", await TextAsync(tier, "k"));
    }

    [Fact]
    public async Task A_write_that_fails_does_not_fail_those_it_was_committed_with()
    {
        await using var bench = new TierBench();
        var store = bench.OpenStore();
        store.Current();
        using var raw = bench.OpenRaw();
        raw.Run("BEGIN IMMEDIATE"); // so that all of them are in the queue before the first one runs

        var good = Enumerable.Range(0, 20).Select(i => AddAsync($"a:{i}")).ToList();
        var bad = store.WriteAsync(file => file.Run("INSERT INTO no_such_table VALUES (1)"), default);
        good.AddRange(Enumerable.Range(0, 20).Select(i => AddAsync($"b:{i}")));
        raw.Run("ROLLBACK");
        await Task.WhenAll(good);

        await Assert.ThrowsAsync<TierException>(() => bad);
        Assert.Equal(40, raw.Number("SELECT count(*) FROM counters"));

        Task<int> AddAsync(string name) => store.WriteAsync(file => file.Run($"INSERT INTO counters (name, value) VALUES ('{name}', 1)"), default);
    }
}
