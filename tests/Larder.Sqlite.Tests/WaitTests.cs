using System.Diagnostics;
using Larder.Sqlite.Tests.Support;
using Larder.Tiers;
using Larder.Validity;
using static Larder.Sqlite.Tests.Support.TierBench;

namespace Larder.Sqlite.Tests;

public sealed class WaitTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_waiter_wakes_when_the_lease_is_filled_here_or_elsewhere(bool elsewhere)
    {
        await using var bench = new TierBench();
        var here = bench.Open();
        var loader = elsewhere ? bench.Open() : here;
        var lease = bench.Fresh();
        await loader.LeaseAsync(Entry("k"), lease, Long, default);

        var waiting = here.WaitAsync(Entry("k"), lease, Long, default).AsTask();
        await Task.Delay(50);
        Assert.False(waiting.IsCompleted);
        await loader.ReplaceAsync(Entry("k"), lease, bench.Text("x"), default);

        await waiting.WaitAsync(Deadline);
    }

    [Fact]
    public async Task What_changed_before_the_wait_ends_it_at_once()
    {
        await using var bench = new TierBench();
        var tier = bench.Open();
        var seen = await RenewAsync(tier, Tag("t"), Renewal.Always);
        await RenewAsync(tier, Tag("t"), Renewal.Always);

        await tier.WaitAsync(Tag("t"), seen, Long, default).AsTask().WaitAsync(Deadline);
    }

    [Fact]
    public async Task A_change_between_the_look_and_the_wait_is_not_missed()
    {
        await using var bench = new TierBench();
        var tier = bench.Open();
        var lease = bench.Fresh();
        await tier.LeaseAsync(Entry("k"), lease, Long, default);
        await ReadAsync(tier, Entry("k"));

        // The clock is looked at once before the row is read and once after it: the change comes just after the look.
        bench.Time.CountLooksAnew();
        var changed = new TaskCompletionSource();
        bench.Time.OnLook = look =>
        {
            if (look != 2) return;
            bench.Time.OnLook = null;
            tier.ReplaceAsync(Entry("k"), lease, bench.Text("x"), default).AsTask().GetAwaiter().GetResult();
            changed.SetResult();
        };
        var waiting = tier.WaitAsync(Entry("k"), lease, Long, default).AsTask();

        await changed.Task.WaitAsync(Deadline);
        await waiting.WaitAsync(Deadline);
    }

    [Fact]
    public async Task A_wait_ends_when_the_caller_has_waited_enough()
    {
        await using var bench = new TierBench();
        var tier = bench.Open();
        var lease = bench.Fresh();
        await tier.LeaseAsync(Entry("k"), lease, Long, default);

        var watch = Stopwatch.StartNew();
        await tier.WaitAsync(Entry("k"), lease, TimeSpan.FromMilliseconds(60), default).AsTask().WaitAsync(Deadline);

        Assert.InRange(watch.ElapsedMilliseconds, 50, 5000);
    }

    [Fact]
    public async Task A_wait_ends_when_the_lease_does()
    {
        await using var bench = new TierBench();
        var tier = bench.Open();
        var lease = bench.Fresh();
        await tier.LeaseAsync(Entry("k"), lease, TimeSpan.FromMilliseconds(60), default);

        await tier.WaitAsync(Entry("k"), lease, Timeout.InfiniteTimeSpan, default).AsTask().WaitAsync(Deadline);

        await Until.TrueAsync(async () => (await ReadAsync(tier, Entry("k"))).State == SlotState.Absent, "the lease is over");
    }

    [Fact]
    public async Task A_cancelled_wait_ends()
    {
        await using var bench = new TierBench();
        var tier = bench.Open();
        using var cancel = new CancellationTokenSource();

        var waiting = tier.WaitAsync(Entry("k"), SlotVersion.None, Long, cancel.Token).AsTask();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Deadline));
    }

    [Fact]
    public async Task Waiters_wake_when_the_file_is_lost_and_when_the_tier_ends()
    {
        await using var bench = new TierBench();
        var sink = new RecordingSink();
        var (tier, other) = (bench.Open(sink), bench.Open());

        var waiting = tier.WaitAsync(Entry("k"), SlotVersion.None, Long, default).AsTask();
        var waitingThere = other.WaitAsync(Entry("k"), SlotVersion.None, Long, default).AsTask();
        await other.DisposeAsync();
        await waitingThere.WaitAsync(Deadline);
        File.Delete(bench.File);

        await waiting.WaitAsync(Deadline);
        Assert.Equal(1, sink.BrokenCount);
    }
}
