using Larder.Sqlite.Tests.Support;
using Larder.Tiers;
using Larder.Validity;
using static Larder.Sqlite.Tests.Support.TierBench;

namespace Larder.Sqlite.Tests;

public sealed class SlotTests
{
    [Fact]
    public async Task What_was_written_is_read_also_by_another_tier()
    {
        await using var bench = new TierBench();
        var (first, second) = (bench.Open(), bench.Open());

        var write = bench.Text("hello", TimeSpan.FromMinutes(1));
        var outcome = await first.WriteAsync(Entry("k"), write, default);
        var read = await ReadAsync(second, Entry("k"));

        Assert.Equal(ReplaceOutcome.Done, outcome.Outcome);
        Assert.Equal((SlotState.Held, write.Version), (read.State, read.Version));
        Assert.Equal("hello"u8.ToArray(), read.Body.ToArray());
        Assert.InRange(read.Remaining!.Value, TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Version_only_brings_no_body()
    {
        await using var bench = new TierBench();
        var tier = bench.Open();
        var write = bench.Text("hello");
        await tier.WriteAsync(Entry("k"), write, default);

        var answers = new SlotRead[2];
        await tier.ReadAsync(new[] { Entry("k"), Entry("none") }, answers, ReadDepth.VersionOnly, default);

        Assert.Equal((SlotState.Held, write.Version, 0), (answers[0].State, answers[0].Version, answers[0].Body.Length));
        Assert.Equal((SlotState.Absent, SlotVersion.None), (answers[1].State, answers[1].Version));
    }

    [Fact]
    public async Task Kinds_with_the_same_name_are_different_slots()
    {
        await using var bench = new TierBench();
        var tier = bench.Open();

        await tier.WriteAsync(Entry("x"), bench.Text("entry"), default);
        var mark = await RenewAsync(tier, Tag("x"), Renewal.Always);
        await tier.RemoveAsync(new[] { Entry("x") }, default);

        Assert.Equal(SlotState.Absent, (await ReadAsync(tier, Entry("x"))).State);
        Assert.Equal(mark, (await ReadAsync(tier, Tag("x"))).Version);
    }

    [Fact]
    public async Task Any_text_is_a_name_of_its_own()
    {
        await using var bench = new TierBench();
        var tier = bench.Open();
        string[] names =
        [
            "", "a", "a\0b", "a\0c", "'; DROP TABLE slots; --", "*?[a-z]\\%_", "A", "a ", "\u00e9", "e\u0301", "\ud83d\ude00",
            "\ufffd", "\ufffd\ufffd", "\ud800", "\ud801", "\udc00", "\udc01", "\ud800x", "\udc00\ud800", "?",
        ];

        foreach (var name in names) await tier.WriteAsync(Entry(name), bench.Text("value of " + Convert.ToHexString(Chars(name))), default);
        var listed = (await tier.ScanAsync("*", null, 100, default)).Keys;

        foreach (var name in names) Assert.Equal("value of " + Convert.ToHexString(Chars(name)), await TextAsync(tier, name));
        Assert.Equal(names.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));

        static byte[] Chars(string name) => [.. name.SelectMany(c => BitConverter.GetBytes(c))];
    }

    [Fact]
    public async Task A_name_of_twelve_hundred_characters_is_kept_whole()
    {
        await using var bench = new TierBench();
        var tier = bench.Open();
        var (name, sibling) = (new string('\u20ac', 1199) + "a", new string('\u20ac', 1199) + "b");

        await tier.WriteAsync(Entry(name), bench.Text("a"), default);

        Assert.Equal("a", await TextAsync(tier, name));
        Assert.Null(await TextAsync(tier, sibling));
    }

    [Fact]
    public async Task An_expired_entry_is_absent_and_can_be_leased()
    {
        await using var bench = new TierBench();
        var tier = bench.Open();
        await tier.WriteAsync(Entry("k"), bench.Text("old", TimeSpan.FromSeconds(10)), default);

        bench.Time.Advance(TimeSpan.FromSeconds(11));
        var read = await ReadAsync(tier, Entry("k"));
        var lease = bench.Fresh();
        var held = await tier.LeaseAsync(Entry("k"), lease, TimeSpan.FromSeconds(5), default);

        Assert.Equal((SlotState.Absent, SlotVersion.None), (read.State, read.Version));
        Assert.Equal((SlotState.Leased, lease), (held.State, held.Version));
    }

    [Fact]
    public async Task A_lease_is_given_once_and_again_after_it_expired()
    {
        await using var bench = new TierBench();
        var tier = bench.Open();
        var (first, second, third) = (bench.Fresh(), bench.Fresh(), bench.Fresh());

        var granted = await tier.LeaseAsync(Entry("k"), first, TimeSpan.FromSeconds(5), default);
        var denied = await tier.LeaseAsync(Entry("k"), second, TimeSpan.FromSeconds(5), default);
        bench.Time.Advance(TimeSpan.FromSeconds(6));
        var later = await tier.LeaseAsync(Entry("k"), third, TimeSpan.FromSeconds(5), default);

        Assert.Equal((first, first, third), (granted.Version, denied.Version, later.Version));
    }

    [Fact]
    public async Task A_denied_lease_tells_what_is_held()
    {
        await using var bench = new TierBench();
        var tier = bench.Open();
        var write = bench.Text("there");
        await tier.WriteAsync(Entry("k"), write, default);

        var held = await tier.LeaseAsync(Entry("k"), bench.Fresh(), TimeSpan.FromSeconds(5), default);

        Assert.Equal((SlotState.Held, write.Version), (held.State, held.Version));
        Assert.Equal("there"u8.ToArray(), held.Body.ToArray());
    }

    [Fact]
    public async Task A_removal_voids_a_lease_and_its_fill()
    {
        await using var bench = new TierBench();
        var (loader, remover) = (bench.Open(), bench.Open());
        var lease = bench.Fresh();
        await loader.LeaseAsync(Entry("k"), lease, TimeSpan.FromSeconds(5), default);

        var removed = await remover.RemoveAsync(new[] { Entry("k") }, default);
        var fill = await loader.ReplaceAsync(Entry("k"), lease, bench.Text("loaded before"), default);

        Assert.Equal(0, removed);
        Assert.Equal(ReplaceOutcome.Changed, fill.Outcome);
        Assert.Null(await TextAsync(loader, "k"));
    }

    [Fact]
    public async Task A_fill_that_is_repeated_is_done_and_changes_nothing()
    {
        await using var bench = new TierBench();
        var tier = bench.Open();
        var lease = bench.Fresh();
        await tier.LeaseAsync(Entry("k"), lease, TimeSpan.FromSeconds(5), default);

        var fill = bench.Text("value");
        var first = await tier.ReplaceAsync(Entry("k"), lease, fill, default);
        var again = await tier.ReplaceAsync(Entry("k"), lease, fill, default);

        Assert.Equal((ReplaceOutcome.Done, ReplaceOutcome.Done), (first.Outcome, again.Outcome));
        Assert.Equal("value", await TextAsync(tier, "k"));
    }

    [Fact]
    public async Task A_lease_is_extended_and_released_by_its_version()
    {
        await using var bench = new TierBench();
        var tier = bench.Open();
        var lease = bench.Fresh();
        await tier.LeaseAsync(Entry("k"), lease, TimeSpan.FromSeconds(5), default);

        var extended = await tier.ReplaceAsync(Entry("k"), lease, SlotWrite.Placeholder(lease, TimeSpan.FromMinutes(5)), default);
        var remaining = (await ReadAsync(tier, Entry("k"))).Remaining;
        var released = await tier.ReplaceAsync(Entry("k"), lease, SlotWrite.Nothing, default);

        Assert.Equal((ReplaceOutcome.Done, ReplaceOutcome.Done), (extended.Outcome, released.Outcome));
        Assert.True(remaining > TimeSpan.FromMinutes(4));
        Assert.Equal(SlotState.Absent, (await ReadAsync(tier, Entry("k"))).State);
    }

    [Fact]
    public async Task An_expired_lease_can_not_be_filled()
    {
        await using var bench = new TierBench();
        var tier = bench.Open();
        var lease = bench.Fresh();
        await tier.LeaseAsync(Entry("k"), lease, TimeSpan.FromSeconds(5), default);

        bench.Time.Advance(TimeSpan.FromSeconds(6));
        var fill = await tier.ReplaceAsync(Entry("k"), lease, bench.Text("late"), default);

        Assert.Equal(ReplaceOutcome.Changed, fill.Outcome);
    }

    [Fact]
    public async Task Removing_counts_what_was_held_and_not_what_had_expired()
    {
        await using var bench = new TierBench();
        var tier = bench.Open();
        await tier.WriteAsync(Entry("a"), bench.Text("1"), default);
        await tier.WriteAsync(Entry("b"), bench.Text("2", TimeSpan.FromSeconds(1)), default);
        await tier.LeaseAsync(Entry("c"), bench.Fresh(), TimeSpan.FromMinutes(1), default);

        bench.Time.Advance(TimeSpan.FromSeconds(2));
        var removed = await tier.RemoveAsync(new[] { Entry("a"), Entry("b"), Entry("c"), Entry("d") }, default);

        Assert.Equal(1, removed);
        Assert.Equal(SlotState.Absent, (await ReadAsync(tier, Entry("c"))).State);
    }

    [Fact]
    public async Task Renewing_gives_a_new_version_and_if_absent_keeps_the_old_one()
    {
        await using var bench = new TierBench();
        var tier = bench.Open();

        var born = await RenewAsync(tier, Tag("t"), Renewal.IfAbsent);
        var kept = await RenewAsync(tier, Tag("t"), Renewal.IfAbsent);
        var renewed = await RenewAsync(tier, Tag("t"), Renewal.Always);

        Assert.False(born.IsNone);
        Assert.Equal(born, kept);
        Assert.NotEqual(born, renewed);
        Assert.Equal(renewed, (await ReadAsync(tier, Tag("t"))).Version);
    }

    [Fact]
    public async Task A_row_that_can_not_be_understood_is_foreign_and_can_be_overwritten()
    {
        await using var bench = new TierBench();
        var tier = bench.Open();
        await tier.WriteAsync(Entry("k"), bench.Text("fine"), default);
        using (var raw = bench.OpenRaw()) raw.Run("UPDATE slots SET version = x'0102'");

        var read = await ReadAsync(tier, Entry("k"));
        var fill = await tier.ReplaceAsync(Entry("k"), SlotVersion.None, bench.Text("not so"), default);
        await tier.WriteAsync(Entry("k"), bench.Text("mended"), default);

        Assert.Equal((SlotState.Foreign, SlotVersion.None), (read.State, read.Version));
        Assert.Equal(ReplaceOutcome.Changed, fill.Outcome);
        Assert.Equal("mended", await TextAsync(tier, "k"));
    }

    [Fact]
    public async Task Too_large_a_body_is_refused()
    {
        await using var bench = new TierBench();
        var tier = bench.Open();

        var body = new byte[tier.Traits.MaxBodyBytes + 1];
        var error = await Assert.ThrowsAsync<TierException>(() =>
            tier.WriteAsync(Entry("k"), SlotWrite.Entry(bench.Fresh(), body, null), default).AsTask());

        Assert.Equal(TierFailure.Refused, error.Failure);
    }

    [Fact]
    public async Task A_listing_walks_all_names_that_match_in_pages()
    {
        await using var bench = new TierBench();
        var tier = bench.Open();
        for (var i = 0; i < 25; i++) await tier.WriteAsync(Entry($"user:{i}"), bench.Text("x"), default);
        await tier.WriteAsync(Entry("users"), bench.Text("x"), default);
        await tier.WriteAsync(Entry("product:1"), bench.Text("x"), default);

        var (found, resumeAt, pages) = (new List<string>(), (string?)null, 0);
        do
        {
            var page = await tier.ScanAsync("user:*", resumeAt, 10, default);
            found.AddRange(page.Keys);
            (resumeAt, pages) = (page.ResumeAt, pages + 1);
        }
        while (resumeAt is not null);

        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"user:{i}").Order(StringComparer.Ordinal), found);
        Assert.Equal(3, pages);
    }

    [Fact]
    public async Task A_sweep_frees_what_matches_and_leaves_loads_alone()
    {
        await using var bench = new TierBench();
        var tier = bench.Open();
        await tier.WriteAsync(Entry("user:1"), bench.Text("x"), default);
        await tier.WriteAsync(Entry("user:2"), bench.Text("x"), default);
        await tier.LeaseAsync(Entry("user:3"), bench.Fresh(), TimeSpan.FromMinutes(1), default);
        await tier.WriteAsync(Entry("other"), bench.Text("x"), default);

        var step = await tier.SweepAsync("user:*", null, default);

        Assert.Equal((3, 2, null), (step.Examined, step.Freed, step.ResumeAt));
        Assert.Equal(SlotState.Leased, (await ReadAsync(tier, Entry("user:3"))).State);
        Assert.Equal("x", await TextAsync(tier, "other"));
    }
}
