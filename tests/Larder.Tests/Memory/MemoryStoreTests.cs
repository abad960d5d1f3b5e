using Larder.Diagnostics;
using Larder.Entries;
using Larder.Memory;
using Larder.Validity;

namespace Larder.Tests.Memory;

public sealed class MemoryStoreTests
{
    [Fact]
    public void What_was_installed_is_found()
    {
        var harness = new StoreHarness();

        Assert.True(harness.Install("a", "1"));

        Assert.Equal("1", harness.Find("a"));
        Assert.Null(harness.Find("b"));
        Assert.Equal(["a"], harness.Store.Keys);
    }

    [Fact]
    public void Keys_are_compared_by_their_characters_alone()
    {
        var harness = new StoreHarness();
        string[] keys = ["", "a", "A", "ä", "a\u0308", "a\0", "straße", "strasse", new string('x', 1000), new string('x', 1001)];

        foreach (var key in keys) harness.Install(key, $"<{key}>");

        foreach (var key in keys) Assert.Equal($"<{key}>", harness.Find(new string(key.AsSpan())));
    }

    [Fact]
    public void A_newer_entry_takes_the_place_of_the_old_one()
    {
        var harness = new StoreHarness();
        harness.Install("a", "1", weight: 500);

        harness.Install("a", "2", weight: 20);

        Assert.Equal("2", harness.Find("a"));
        Assert.Equal(StoreHarness.WeightOf("a", 20), harness.Store.Bytes);
        Assert.Equal(1, harness.Store.Count);
        Assert.Equal([("a", RemovalCause.Replacement)], harness.Removals);
    }

    [Fact]
    public void Removing_tells_what_was_there()
    {
        var harness = new StoreHarness();
        harness.Install("a", "1");

        var held = harness.Store.Remove("a", ChangeOrigin.Own);

        Assert.Equal("1", Assert.IsType<Entry<string>>(held).Value);
        Assert.Null(harness.Store.Remove("a", ChangeOrigin.Own));
        Assert.Null(harness.Find("a"));
        Assert.Equal([("a", RemovalCause.Removal)], harness.Removals);
        Assert.Equal((0, 0L), (harness.Store.Count, harness.Store.Bytes));
    }

    [Fact]
    public void An_entry_is_dropped_only_if_it_still_is_the_one_that_is_held()
    {
        var harness = new StoreHarness();
        var (old, young) = (harness.EntryOf("old"), harness.EntryOf("young"));
        harness.Store.Install("a", old, harness.Watch.Ticket());
        harness.Store.Install("a", young, harness.Watch.Ticket());

        harness.Store.Drop("a", old, RemovalCause.Expiration);
        Assert.Equal("young", harness.Find("a"));

        harness.Store.Drop("a", young, RemovalCause.Expiration);
        Assert.Null(harness.Find("a"));
        Assert.Equal([("a", RemovalCause.Replacement), ("a", RemovalCause.Expiration)], harness.Removals);
    }

    [Fact]
    public void Clearing_removes_everything_and_tells_of_each_once()
    {
        var harness = new StoreHarness();
        string[] keys = [.. Enumerable.Range(0, 1000).Select(number => $"key:{number}")];
        foreach (var key in keys) harness.Install(key);

        harness.Store.Clear();

        Assert.Equal((0, 0L), (harness.Store.Count, harness.Store.Bytes));
        Assert.Empty(harness.Store.Keys);
        Assert.Equal(keys.Order(StringComparer.Ordinal), harness.Removals.Select(removal => removal.Key).Order(StringComparer.Ordinal));
        Assert.All(harness.Removals, removal => Assert.Equal(RemovalCause.Clear, removal.Cause));
    }

    [Fact]
    public void A_ticket_from_before_a_change_is_refused()
    {
        var harness = new StoreHarness();
        var ticket = harness.Watch.Ticket();

        harness.Watch.Changed(new Slot(SlotKind.Entry, "a"));

        Assert.False(harness.Store.IsUnchanged("a", ticket));
        Assert.False(harness.Store.Install("a", harness.EntryOf("old"), ticket));
        Assert.Null(harness.Find("a"));
        Assert.True(harness.Store.Install("a", harness.EntryOf("new"), harness.Watch.Ticket()));
    }

    [Fact]
    public void A_ticket_of_an_earlier_life_of_the_stream_is_refused()
    {
        var harness = new StoreHarness();
        var ticket = harness.Watch.Ticket();

        harness.Watch.Break();

        Assert.False(harness.Store.Install("a", harness.EntryOf("old"), ticket));
    }

    [Fact]
    public void A_write_of_this_process_makes_what_was_read_before_it_unkeepable()
    {
        var harness = new StoreHarness();
        var readBefore = harness.Watch.Ticket();

        Assert.True(harness.Store.InstallOwnWrite("a", harness.EntryOf("written"), harness.Watch.Ticket()));

        Assert.False(harness.Store.Install("a", harness.EntryOf("read"), readBefore));
        Assert.Equal("written", harness.Find("a"));
    }

    [Fact]
    public void A_write_that_somebody_overtook_is_not_kept_and_leaves_nothing()
    {
        var harness = new StoreHarness();
        var ticket = harness.Watch.Ticket();
        harness.Watch.Changed(new Slot(SlotKind.Entry, "a"));
        harness.Install("a", "theirs");

        Assert.False(harness.Store.InstallOwnWrite("a", harness.EntryOf("ours"), ticket));

        Assert.Null(harness.Find("a"));
    }

    [Fact]
    public void A_hit_allocates_nothing()
    {
        var harness = new StoreHarness();
        string[] keys = [.. Enumerable.Range(0, 100).Select(number => $"product:{number:00000000}")];
        foreach (var key in keys) harness.Install(key);
        FindAll(harness.Store, keys);

        var before = GC.GetAllocatedBytesForCurrentThread();
        FindAll(harness.Store, keys);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_miss_allocates_nothing()
    {
        var harness = new StoreHarness();
        harness.Install("a");
        Assert.False(harness.Store.TryFind("b", out _));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) harness.Store.TryFind("b", out _);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Nothing_waits_on_a_timer()
    {
        var harness = new StoreHarness(entries: 100);

        for (var number = 0; number < 1000; number++) harness.Install($"key:{number}", expiration: TimeSpan.FromSeconds(number));

        Assert.Equal(0, harness.Clock.ArmedTimers);
    }

    private static void FindAll(MemoryStore store, string[] keys)
    {
        for (var round = 0; round < 100; round++)
            foreach (var key in keys) Assert.True(store.TryFind(key, out _));
    }

    [Fact]
    public void An_entry_that_left_may_be_put_in_again_and_is_a_node_of_its_own()
    {
        var harness = new StoreHarness();
        var entry = harness.EntryOf("value", weight: 10);
        harness.Store.Install("a", entry, harness.Watch.Ticket());
        harness.Store.Remove("a", ChangeOrigin.Own);

        harness.Store.Install("a", entry, harness.Watch.Ticket());
        harness.Store.Install("b", entry, harness.Watch.Ticket());

        Assert.Equal(("value", "value", 2), (harness.Find("a"), harness.Find("b"), harness.Store.Count));
        Assert.Equal(2 * StoreHarness.WeightOf("a", 10), harness.Store.Bytes);
        Assert.True(harness.Store.TryFind("a", out var held));
        Assert.NotSame(entry, held);
        Assert.Equal(10, held.Weight);
    }

    [Fact]
    public void An_entry_that_is_held_may_be_put_in_again_and_stays()
    {
        var harness = new StoreHarness();
        var entry = harness.EntryOf("value", weight: 10);
        harness.Store.Install("a", entry, harness.Watch.Ticket());

        harness.Store.Install("a", entry, harness.Watch.Ticket());

        Assert.Equal(StoreHarness.WeightOf("a", 10), harness.Store.Bytes);
        Assert.True(harness.Store.TryFind("a", out var held));
        Assert.Same(entry, held);
        Assert.Empty(harness.Removals);
    }
}
