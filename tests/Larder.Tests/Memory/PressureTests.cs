using Larder.Diagnostics;
using Larder.Memory;

namespace Larder.Tests.Memory;

public sealed class PressureTests
{
    private const int Entries = 1000;
    private static readonly long Budget = Entries * StoreHarness.WeightOf("key:100", 100);

    [Fact]
    public void A_quarter_leaves_when_memory_is_short()
    {
        var harness = Full();
        var before = harness.Store.Bytes;

        harness.CollectFully(isShort: true);
        Write(harness);

        Assert.InRange(harness.Store.Bytes, before / 2, before / 4 * 3);
        Assert.All(harness.Removals.Where(removal => removal.Key != "again"), removal => Assert.Equal(RemovalCause.Pressure, removal.Cause));
    }

    [Fact]
    public void Cold_entries_leave_first()
    {
        var harness = Full();
        string[] used = [.. Enumerable.Range(0, 200).Select(number => $"key:{number}")];
        foreach (var key in used) harness.Find(key);

        harness.CollectFully(isShort: true);
        Write(harness);

        // Each search passes over a bounded number, so a few of the used may have to go.
        Assert.InRange(used.Count(key => harness.Find(key) is not null), 190, 200);
    }

    [Fact]
    public void An_eighth_of_the_budget_is_kept_however_long_it_lasts()
    {
        var harness = Full();

        for (var round = 0; round < 50; round++)
        {
            harness.CollectFully(isShort: true);
            Write(harness);
        }

        Assert.InRange(harness.Store.Bytes, Budget / 10, Budget / 8);
    }

    [Fact]
    public void The_whole_budget_is_used_again_when_it_is_over()
    {
        var harness = Full();
        harness.CollectFully(isShort: true);
        Write(harness);

        for (var round = 0; round < 16; round++)
        {
            harness.CollectFully(isShort: false);
            Write(harness);
        }

        for (var number = 0; number < Entries; number++) harness.Install($"key:{number}", weight: 100);
        Assert.InRange(harness.Store.Bytes, Budget - 500, Budget);
    }

    [Fact]
    public void The_collector_is_asked_once_after_each_full_collection()
    {
        var (collections, asked) = (0, 0);
        var gauge = new PressureGauge(() => collections, () => ++asked > 0);

        Assert.Null(gauge.Read());
        collections++;
        Assert.True(gauge.Read());
        Assert.Null(gauge.Read());

        Assert.Equal(1, asked);
    }

    [Fact]
    public void The_process_can_be_asked()
    {
        var gauge = PressureGauge.OfProcess();

        GC.Collect();

        Assert.NotNull(gauge.Read());
    }

    private static StoreHarness Full()
    {
        var harness = new StoreHarness(bytes: Budget);
        harness.Install("again", weight: 1);
        for (var number = 0; number < Entries; number++) harness.Install($"key:{number}", weight: 100);
        harness.Removals.Clear();
        return harness;
    }

    // Each write trims a bounded part.
    private static void Write(StoreHarness harness)
    {
        for (var number = 0; number < 20; number++) harness.Install("again", weight: 1);
    }
}
