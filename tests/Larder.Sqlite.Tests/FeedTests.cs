using Larder.Sqlite.Tests.Support;
using Larder.Tiers;
using Larder.Validity;
using static Larder.Sqlite.Tests.Support.TierBench;

namespace Larder.Sqlite.Tests;

public sealed class FeedTests
{
    [Fact]
    public async Task How_late_the_change_of_another_process_was_is_told()
    {
        await using var bench = new TierBench();
        var sink = new RecordingSink();
        var (one, other) = (bench.Open(sink), bench.Open());
        await TierBench.ReadAsync(one, TierBench.Entry("k"));

        await other.WriteAsync(TierBench.Entry("k"), bench.Text("x"), default);

        await Until.TrueAsync(() => sink.Lag is not null, "a lag is told");
        Assert.InRange(sink.Lag!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Every_kind_of_change_reaches_the_other_tier_in_order()
    {
        await using var bench = new TierBench();
        var sink = new RecordingSink();
        var (here, there) = (bench.Open(sink), bench.Open());
        await ReadAsync(here, Entry("k"));

        var lease = bench.Fresh();
        await there.LeaseAsync(Entry("leased"), lease, TimeSpan.FromMinutes(1), default);
        await there.ReplaceAsync(Entry("leased"), lease, bench.Text("filled"), default);
        await there.WriteAsync(Entry("written"), bench.Text("x"), default);
        await there.RemoveAsync(new[] { Entry("never held") }, default);
        await RenewAsync(there, Tag("tag"), Renewal.Always);
        await there.SweepAsync("writ*", null, default);

        Slot[] expected = [Entry("leased"), Entry("leased"), Entry("written"), Entry("never held"), Tag("tag"), Entry("written")];
        await Until.TrueAsync(() => sink.Seen.Count >= expected.Length, "all changes are heard");
        Assert.Equal(expected, sink.Seen);
    }

    [Fact]
    public async Task What_changes_nothing_is_not_told()
    {
        await using var bench = new TierBench();
        var sink = new RecordingSink();
        var (here, there) = (bench.Open(sink), bench.Open());
        await ReadAsync(here, Entry("k"));
        var lease = bench.Fresh();
        await there.LeaseAsync(Entry("k"), lease, TimeSpan.FromMinutes(1), default);

        await there.LeaseAsync(Entry("k"), bench.Fresh(), TimeSpan.FromMinutes(1), default);
        await there.ReplaceAsync(Entry("k"), bench.Fresh(), bench.Text("x"), default);
        await there.ReplaceAsync(Entry("k"), lease, SlotWrite.Placeholder(lease, TimeSpan.FromMinutes(2)), default);
        await there.RemoveAsync(new[] { Entry("end") }, default);

        await Until.TrueAsync(() => sink.Seen.Contains(Entry("end")), "the last change is heard");
        Assert.Equal([Entry("k"), Entry("end")], sink.Seen);
    }

    [Fact]
    public async Task Own_changes_are_skipped_and_those_of_others_between_them_are_not()
    {
        await using var bench = new TierBench();
        var (sink, otherSink) = (new RecordingSink(), new RecordingSink());
        var (here, there) = (bench.Open(sink), bench.Open(otherSink));
        await ReadAsync(here, Entry("k"));
        await ReadAsync(there, Entry("k"));

        for (var i = 0; i < 20; i++)
        {
            await here.WriteAsync(Entry($"here:{i}"), bench.Text("x"), default);
            await there.WriteAsync(Entry($"there:{i}"), bench.Text("x"), default);
        }

        await Until.TrueAsync(() => sink.Seen.Count >= 20 && otherSink.Seen.Count >= 20, "both heard of the other");
        Assert.Equal(Enumerable.Range(0, 20).Select(i => Entry($"there:{i}")), sink.Seen);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => Entry($"here:{i}")), otherSink.Seen);
    }

    [Fact]
    public async Task An_idle_file_is_proven_again_and_again()
    {
        await using var bench = new TierBench();
        var tier = bench.Open();
        var watch = (await ReadAsync(tier, Entry("k"))).Ticket.Watch;

        await Until.TrueAsync(() => watch.ProvenAt > long.MinValue, "the first round is done");
        var first = watch.ProvenAt;

        await Until.TrueAsync(() => watch.ProvenAt > first, "a later round is done");
    }

    [Fact]
    public async Task The_ticket_of_a_read_is_older_than_its_snapshot()
    {
        await using var bench = new TierBench();
        var sink = new RecordingSink();
        var (here, there) = (bench.Open(sink), bench.Open());
        await there.WriteAsync(Entry("k"), bench.Text("old"), default);
        await TextAsync(here, "k");

        // A change that is there when the ticket is taken must be in the snapshot: nobody will tell of it after the ticket.
        sink.OnTicket = () =>
        {
            sink.OnTicket = null;
            there.WriteAsync(Entry("k"), bench.Text("new"), default).AsTask().GetAwaiter().GetResult();
        };
        var read = await TextAsync(here, "k");

        Assert.Equal("new", read);
    }

    [Fact]
    public async Task A_change_between_the_first_read_and_the_first_round_is_heard()
    {
        await using var bench = new TierBench();
        var sink = new RecordingSink();
        var (here, there) = (bench.Open(sink), bench.Open());
        await there.WriteAsync(Entry("k"), bench.Text("old"), default);
        await there.DisposeAsync();

        // The feed looks at the clock first: here it is held up.
        using var gate = new ManualResetEventSlim();
        bench.Time.OnTimestamp = gate.Wait;
        await TextAsync(here, "k");
        using (var raw = bench.OpenRaw()) raw.Run("INSERT INTO changes (origin, kind, name, at) VALUES (1, 0, 'k', 0)");
        gate.Set();

        await Until.TrueAsync(() => sink.Seen.Contains(Entry("k")), "the change is heard");
    }

    [Fact]
    public async Task The_ticket_of_a_write_is_older_than_its_transaction()
    {
        await using var bench = new TierBench();
        var sink = new RecordingSink();
        var (here, there) = (bench.Open(sink), bench.Open());
        await TextAsync(here, "k");
        await TextAsync(there, "k");

        sink.OnTicket = () =>
        {
            sink.OnTicket = null;
            there.WriteAsync(Entry("k"), bench.Text("theirs"), default).AsTask().GetAwaiter().GetResult();
        };
        await here.WriteAsync(Entry("k"), bench.Text("ours"), default);

        // Theirs, done when the ticket was taken, is overwritten: what the ticket vouches for is what is there.
        Assert.Equal("ours", await TextAsync(there, "k"));
    }

    [Fact]
    public async Task Who_was_held_up_while_changes_were_trimmed_hears_that_everything_changed()
    {
        await using var bench = new TierBench();
        var sink = new RecordingSink();
        var (here, there) = (bench.Open(sink), bench.Open());
        await ReadAsync(here, Entry("k"));
        var watch = (await ReadAsync(here, Entry("k"))).Ticket.Watch;
        await Until.TrueAsync(() => watch.ProvenAt > long.MinValue, "it follows");

        using (var raw = bench.OpenRaw())
        {
            // Written and trimmed in one transaction: no follower ever sees the rows.
            raw.Run("BEGIN IMMEDIATE");
            raw.Run("INSERT INTO changes (origin, kind, name, at) VALUES (1, 0, 'lost', 0)");
            raw.Run("DELETE FROM changes");
            raw.Run("COMMIT");
        }

        await Until.TrueAsync(() => sink.ChangedAllCount == 1, "everything changed");
        await there.RemoveAsync(new[] { Entry("next") }, default);
        await Until.TrueAsync(() => sink.Seen.Contains(Entry("next")), "it follows on");
        Assert.Equal(1, sink.ChangedAllCount);
    }

    [Fact]
    public async Task A_gap_before_the_rows_that_are_left_is_noticed()
    {
        await using var bench = new TierBench();
        var sink = new RecordingSink();
        var here = bench.Open(sink);
        await ReadAsync(here, Entry("k"));

        using (var raw = bench.OpenRaw())
        {
            raw.Run("BEGIN IMMEDIATE");
            raw.Run("INSERT INTO changes (origin, kind, name, at) VALUES (1, 0, 'lost', 0), (1, 0, 'left', 0)");
            raw.Run("DELETE FROM changes WHERE name = 'lost'");
            raw.Run("COMMIT");
        }

        await Until.TrueAsync(() => sink.Seen.Contains(Entry("left")), "the row that is left is heard");
        Assert.Equal(1, sink.ChangedAllCount);
    }
}
