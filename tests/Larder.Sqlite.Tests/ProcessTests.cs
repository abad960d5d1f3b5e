using System.Diagnostics;
using Larder.Sqlite.Storage;
using Larder.Sqlite.Tests.Support;
using Larder.Tiers;
using static Larder.Sqlite.Tests.Support.TierBench;

namespace Larder.Sqlite.Tests;

/// <summary>Two real processes on one file.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task A_change_of_another_process_is_heard_within_a_tenth_of_a_second()
    {
        await using var bench = new TierBench();
        var sink = new RecordingSink();
        var tier = bench.Open(sink);
        await tier.WriteAsync(Entry("k"), bench.Text("old"), default);
        await using var peer = Peer.Start(bench.File);
        Assert.Equal("old", await peer.AskAsync("read k"));

        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var heard = sink.Seen.Count;
            var started = Stopwatch.GetTimestamp();
            Assert.Equal("Done", await peer.AskAsync($"write k new{i}"));
            await Until.TrueAsync(() => sink.Seen.Count > heard, "the change is heard");
            var took = Stopwatch.GetElapsedTime(started);
            if (took < best) best = took;
        }

        // The best of five: on a busy machine one round may have waited for a processor.
        Assert.True(best < TimeSpan.FromMilliseconds(100), $"took {best}");
        Assert.Equal("new4", await TextAsync(tier, "k"));
    }

    [Fact]
    public async Task A_lease_is_given_to_one_process_only()
    {
        await using var bench = new TierBench();
        await using var first = Peer.Start(bench.File);
        await using var second = Peer.Start(bench.File);
        await using var third = Peer.Start(bench.File);

        var granted = await Task.WhenAll(first.AskAsync("race k 200"), second.AskAsync("race k 200"), third.AskAsync("race k 200"));

        var all = granted.SelectMany(list => list.Split(',', StringSplitOptions.RemoveEmptyEntries)).Select(int.Parse).Order();
        Assert.Equal(Enumerable.Range(0, 200), all);
    }

    [Fact]
    public async Task The_lease_of_a_process_that_was_killed_goes_to_the_next_one()
    {
        await using var bench = new TierBench();
        var tier = bench.Open();
        await using var peer = Peer.Start(bench.File);
        Assert.Equal("granted", await peer.AskAsync("lease k 1500"));

        await peer.KillAsync();
        var held = await tier.LeaseAsync(Entry("k"), bench.Fresh(), TimeSpan.FromSeconds(5), default);
        var started = Stopwatch.GetTimestamp();
        await tier.WaitAsync(Entry("k"), held.Version, TimeSpan.FromMinutes(1), default);
        var lease = bench.Fresh();
        await Until.TrueAsync(async () => await Lease(), "the lease is over");

        Assert.Equal(SlotState.Leased, held.State);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(3));

        async Task<bool> Lease() => (await tier.LeaseAsync(Entry("k"), lease, TimeSpan.FromSeconds(5), default)).Version == lease;
    }

    [Fact]
    public async Task A_removal_by_another_process_voids_a_load_under_way()
    {
        await using var bench = new TierBench();
        var tier = bench.Open();
        await using var peer = Peer.Start(bench.File);
        var lease = bench.Fresh();
        await tier.LeaseAsync(Entry("k"), lease, TimeSpan.FromMinutes(1), default);

        Assert.Equal("0", await peer.AskAsync("remove k"));
        var fill = await tier.ReplaceAsync(Entry("k"), lease, bench.Text("old"), default);

        Assert.Equal(ReplaceOutcome.Changed, fill.Outcome);
        Assert.Equal("absent", await peer.AskAsync("read k"));
    }

    [Fact]
    public async Task A_process_killed_while_it_writes_leaves_a_good_file()
    {
        await using var bench = new TierBench();
        var tier = bench.Open();
        await tier.WriteAsync(Entry("k"), bench.Text("kept"), default);

        for (var round = 0; round < 3; round++)
        {
            await using var peer = Peer.Start(bench.File);
            Assert.Equal("kept", await peer.AskAsync("read k"));
            var writing = peer.AskAsync("race busy 100000");
            await Until.TrueAsync(() => TextOf($"busy:{round * 50}") == SlotState.Leased, "it is writing");
            await peer.KillAsync();
            await Assert.ThrowsAsync<InvalidOperationException>(() => writing);
        }

        Assert.Equal("kept", await TextAsync(tier, "k"));
        await tier.WriteAsync(Entry("k"), bench.Text("still works"), default);
        using var raw = bench.OpenRaw();
        using var check = raw.Prepare("PRAGMA integrity_check");
        Assert.True(check.Step());
        Assert.Equal("ok", check.Name(0));

        SlotState TextOf(string name) => ReadAsync(tier, Entry(name)).GetAwaiter().GetResult().State;
    }

    [Fact]
    public async Task Without_the_library_each_command_says_what_to_install()
    {
        await using var bench = new TierBench();
        await using var peer = Peer.Start(bench.File, library: "libno-such-sqlite.so");

        var first = await peer.AskAsync("read k");
        var second = await peer.AskAsync("write k v");

        Assert.StartsWith("Unreachable LAR245", first, StringComparison.Ordinal);
        Assert.Contains("apt-get install libsqlite3-0", first, StringComparison.Ordinal);
        Assert.StartsWith("Unreachable LAR245", second, StringComparison.Ordinal);
        Assert.False(File.Exists(bench.File));
    }

    [Fact]
    public async Task An_application_that_has_chosen_its_library_keeps_it_and_notices_a_replaced_file()
    {
        await using var bench = new TierBench();
        await using var peer = Peer.Start(bench.File, library: "libno-such-sqlite.so", chooses: LibrarySearch.ForThisSystem().Candidates[0]);
        await using var noticing = Peer.Start(bench.File, chooses: LibrarySearch.ForThisSystem().Candidates[0]);
        Assert.Equal("Done", await peer.AskAsync("write k old"));
        Assert.Equal("old", await noticing.AskAsync("read k"));
        await using (var donor = new TierBench { File = Path.Combine(bench.Folder, "donor.db") })
        {
            await using var theirs = donor.Open();
            await theirs.WriteAsync(Entry("k"), bench.Text("new"), default);
        }

        File.Delete(bench.File + "-wal");
        File.Delete(bench.File + "-shm");
        File.Move(Path.Combine(bench.Folder, "donor.db"), bench.File, overwrite: true);
        var answer = await noticing.AskAsync("read k");

        // Without a way to ask SQLite it would go on with the old file for ever.
        Assert.True(answer == "new" || answer.StartsWith("Unreachable LAR241", StringComparison.Ordinal), answer);
    }

    [Fact]
    public async Task Counters_of_several_processes_never_give_a_number_twice()
    {
        await using var bench = new TierBench();
        await using var first = Peer.Start(bench.File);
        await using var second = Peer.Start(bench.File);

        var answers = await Task.WhenAll(first.AskAsync("count visits 100"), second.AskAsync("count visits 100"));

        var numbers = answers.SelectMany(list => list.Split(',')).Select(int.Parse).Order();
        Assert.Equal(Enumerable.Range(1, 200), numbers);
    }

    [Fact]
    public async Task A_file_that_may_not_be_written_is_read_and_refuses_writes()
    {
        if (OperatingSystem.IsWindows()) return; // permissions are another matter there

        await using var bench = new TierBench();
        var tier = bench.Open();
        await tier.WriteAsync(Entry("k"), bench.Text("there"), default);
        foreach (var part in Directory.GetFiles(bench.Folder)) File.SetUnixFileMode(part, (UnixFileMode)0b100_100_100);
        File.SetUnixFileMode(bench.Folder, (UnixFileMode)0b101_101_101);

        // Root may write anything: it has to become somebody else to be refused.
        await using var peer = Peer.Start(bench.File, asNobody: Environment.IsPrivilegedProcess);
        var read = await peer.AskAsync("read k");
        var write = await peer.AskAsync("write k v");
        var again = await peer.AskAsync("read k");
        File.SetUnixFileMode(bench.Folder, (UnixFileMode)0b111_101_101);

        Assert.Equal("there", read);
        Assert.StartsWith("Refused LAR214", write, StringComparison.Ordinal);
        Assert.Equal("there", again);
    }
}
