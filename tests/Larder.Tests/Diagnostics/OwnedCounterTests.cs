using Larder.Diagnostics;

namespace Larder.Tests.Diagnostics;

public sealed class OwnedCounterTests
{
    [Fact]
    public void No_count_of_any_thread_is_lost()
    {
        const int Threads = 8, Counts = 200_000;
        var counter = new OwnedCounter();

        Run(Threads, () =>
        {
            for (var count = 0; count < Counts; count++) counter.Add();
        });

        Assert.Equal((long)Threads * Counts, counter.Value);
    }

    [Fact]
    public void Threads_that_have_ended_keep_their_counts_and_leave_no_cell()
    {
        var counter = new OwnedCounter();

        for (var round = 0; round < 100; round++) Run(2, counter.Add);

        Assert.Equal(200, counter.Value);
        Assert.InRange(counter.Cells, 1, 4);
    }

    [Fact]
    public void Counters_that_a_thread_uses_in_turn_do_not_mix()
    {
        var (one, two) = (new OwnedCounter(), new OwnedCounter());

        for (var count = 0; count < 1_000; count++)
        {
            one.Add();
            two.Add();
            two.Add();
        }

        Assert.Equal((1_000, 2_000), (one.Value, two.Value));
        Assert.Equal((1, 1), (one.Cells, two.Cells));
    }

    private static void Run(int threads, Action work)
    {
        Thread[] all = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() => work()))];
        foreach (var thread in all) thread.Start();
        foreach (var thread in all) thread.Join();
    }
}
