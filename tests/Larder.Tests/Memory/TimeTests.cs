using Larder.Diagnostics;

namespace Larder.Tests.Memory;

public sealed class TimeTests
{
    [Fact]
    public void What_is_over_is_reclaimed_by_writes_of_other_keys()
    {
        var harness = new StoreHarness();
        for (var number = 0; number < 1000; number++) harness.Install($"short:{number}", expiration: TimeSpan.FromSeconds(10));
        for (var number = 0; number < 1000; number++) harness.Install($"long:{number}", expiration: TimeSpan.FromHours(1));

        harness.Clock.Advance(TimeSpan.FromSeconds(10));
        for (var number = 0; number < 3000; number++) harness.Install("again");

        Assert.Equal(1001, harness.Store.Count);
        Assert.Equal(1000, harness.Removals.Count(removal => removal is { Cause: RemovalCause.Expiration } && removal.Key.StartsWith("short", StringComparison.Ordinal)));
        Assert.DoesNotContain(harness.Removals, removal => removal.Key.StartsWith("long", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_reclaimed_a_millisecond_before_its_end()
    {
        var harness = new StoreHarness();
        for (var number = 0; number < 100; number++) harness.Install($"key:{number}", expiration: TimeSpan.FromSeconds(10));

        harness.Clock.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromMilliseconds(1));
        for (var number = 0; number < 1000; number++) harness.Install("again");

        Assert.Equal(101, harness.Store.Count);
    }

    [Fact]
    public void What_is_over_makes_room_before_what_is_not()
    {
        var harness = new StoreHarness(entries: 10);
        for (var number = 0; number < 9; number++) harness.Install($"long:{number}", expiration: TimeSpan.FromHours(1));
        harness.Install("short", expiration: TimeSpan.FromSeconds(1));
        harness.Find("short");

        harness.Clock.Advance(TimeSpan.FromSeconds(1));
        for (var number = 0; number < 100; number++) harness.Install("long:0", expiration: TimeSpan.FromHours(1));
        harness.Install("one more");

        Assert.Null(harness.Find("short"));
        Assert.Equal(10, harness.Store.Count);
        Assert.DoesNotContain(harness.Removals, removal => removal.Cause == RemovalCause.Size);
    }

    [Fact]
    public void An_entry_over_that_has_to_leave_is_reported_as_over()
    {
        var harness = new StoreHarness(entries: 1);
        harness.Install("a", expiration: TimeSpan.FromSeconds(1));

        harness.Clock.Advance(TimeSpan.FromSeconds(2));
        harness.Install("b");

        Assert.Equal([("a", RemovalCause.Expiration)], harness.Removals);
    }

    [Fact]
    public void Reclaiming_keeps_up_while_the_table_grows()
    {
        var harness = new StoreHarness();

        for (var number = 0; number < 50_000; number++)
        {
            harness.Install($"key:{number}", expiration: TimeSpan.FromMilliseconds(100));
            if (number % 10 == 0) harness.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        // A thousand are alive at any moment; the sweep may be two rounds behind.
        Assert.InRange(harness.Store.Count, 1000, 5000);
    }
}
