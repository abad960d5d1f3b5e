using System.Collections.Concurrent;
using System.Globalization;
using Larder.Diagnostics;
using Larder.Validity;

namespace Larder.Tests.Memory;

/// <summary>Many threads at one store.</summary>
public sealed class StormTests
{
    [Theory]
    [InlineData(1, 20_000)]
    [InlineData(2, 300_000)]
    [InlineData(3, 2_000)]
    public void The_accounts_are_exact_after_a_storm_and_the_bound_holds_in_it(int seed, long bytes)
    {
        var (installed, left, passed) = (0L, 0L, 0L);
        var harness = new StoreHarness(bytes, time: new HesitantClock()) { OnRemoved = (_, _) => Hesitate(left++) };

        Storm.Run(seed, steps: 40_000, random =>
        {
            var key = $"key:{random.Next(400)}";
            switch (random.Next(10))
            {
                case 0: harness.Store.Remove(key, ChangeOrigin.Own); break;
                case 1 when harness.Store.TryFind(key, out var entry): harness.Store.Drop(key, entry, RemovalCause.Expiration); break;
                case 2 when random.Next(1000) == 0: harness.Store.Clear(); break;
                case < 6:
                    if (harness.Install(key, weight: random.Next(1000))) Interlocked.Increment(ref installed);
                    break;
                default: harness.Find(key); break;
            }

            if (harness.Store.Bytes > bytes) Interlocked.Increment(ref passed);
        });

        Assert.Equal(0, passed);
        Assert.Equal(harness.All().Sum(entry => entry.Weight), harness.Store.Bytes);
        Assert.Equal(harness.All().Count, harness.Store.Count);
        Assert.Equal(harness.Store.Count, harness.Store.Keys.Distinct().Count());
        Assert.Equal(installed - left, harness.Store.Count);
        harness.Store.Clear();
        Assert.Equal((0, 0L, installed), (harness.Store.Count, harness.Store.Bytes, left));
    }

    [Fact]
    public void The_accounts_are_exact_when_all_put_in_and_take_out_as_fast_as_they_can()
    {
        var harness = new StoreHarness { OnRemoved = static (_, _) => { } };
        var entry = harness.EntryOf("value");
        var turn = 0;

        // Each thread has keys of its own, so that no gate keeps them apart.
        Storm.Run(seed: 8, steps: 20_000, random =>
        {
            var ticket = harness.Watch.Ticket();
            var keys = Enumerable.Range(0, 8).Select(_ => $"key:{Interlocked.Increment(ref turn)}").ToArray();
            foreach (var key in keys) harness.Store.Install(key, entry, ticket);
            if (random.Next(500) == 0) harness.Store.Clear();
            foreach (var key in keys) harness.Store.Remove(key, ChangeOrigin.Own);
        });

        Assert.Equal((0, 0L), (harness.Store.Count, harness.Store.Bytes));
        Assert.Empty(harness.All());
        Assert.Empty(harness.Store.Keys);
    }

    [Fact]
    public void A_reader_never_gets_another_keys_value()
    {
        var harness = new StoreHarness(entries: 50);
        var wrong = new ConcurrentQueue<string>();

        Storm.Run(seed: 4, steps: 40_000, random =>
        {
            var key = $"key:{random.Next(200)}";
            if (harness.Find(key) is not { } value) harness.Install(key, key);
            else if (value != key) wrong.Enqueue($"{key} has {value}");
        });

        Assert.Empty(wrong);
    }

    [Fact]
    public void After_a_removal_was_answered_nothing_that_was_read_before_it_is_found()
    {
        var harness = new StoreHarness(time: new HesitantClock());
        var source = 0L;
        var stale = new ConcurrentQueue<string>();

        // The writer changes the source, removes, and looks for a while whether an install that was under way brings the old value back.
        Storm.Run(
            seed: 5,
            writes: 50_000,
            write: _ =>
            {
                var changed = Interlocked.Increment(ref source);
                harness.Store.Remove("key", ChangeOrigin.Own);
                for (var looks = 0; looks < 50; looks++)
                    if (harness.Find("key") is { } value && long.Parse(value, CultureInfo.InvariantCulture) < changed) stale.Enqueue($"{value} after {changed}");
            },
            read: _ =>
            {
                var ticket = harness.Watch.Ticket();
                var read = Interlocked.Read(ref source);
                harness.Store.Install("key", harness.EntryOf($"{read}"), ticket);
            });

        Assert.Empty(stale);
    }

    [Fact]
    public void Two_writers_of_one_key_make_one_entry()
    {
        var harness = new StoreHarness(time: new HesitantClock());

        Storm.Run(seed: 6, steps: 40_000, random =>
        {
            var key = $"key:{random.Next(3)}";
            if (random.Next(2) == 0) harness.Store.Remove(key, ChangeOrigin.Own);
            else harness.Install(key);
        });

        Assert.Equal(harness.Store.Count, harness.Store.Keys.Distinct().Count());
        Assert.Equal(harness.Store.Count, harness.Store.Keys.Count());
        Assert.All(harness.Store.Keys, key => Assert.NotNull(harness.Store.Remove(key, ChangeOrigin.Own)));
        Assert.Equal((0, 0L), (harness.Store.Count, harness.Store.Bytes));
    }

    [Fact]
    public void Keys_names_all_that_stay_while_others_come_and_go()
    {
        var harness = new StoreHarness();
        string[] steady = [.. Enumerable.Range(0, 500).Select(number => $"steady:{number}")];
        foreach (var key in steady) harness.Install(key);
        var incomplete = 0;

        Storm.Run(
            seed: 7,
            writes: 50_000,
            write: random =>
            {
                var key = $"passing:{random.Next(20_000)}";
                if (random.Next(3) == 0) harness.Store.Remove(key, ChangeOrigin.Own);
                else harness.Install(key);
            },
            read: _ =>
            {
                if (!steady.ToHashSet(StringComparer.Ordinal).IsSubsetOf(harness.Store.Keys)) Interlocked.Increment(ref incomplete);
            });

        Assert.Equal(0, incomplete);
    }

    private static void Hesitate(long turn)
    {
        if (turn % 16 == 0) Thread.Yield();
    }

    /// <summary>The store asks for the time in the middle of a write: who lets others go first there meets them.</summary>
    private sealed class HesitantClock : TimeProvider
    {
        private long _asked;

        public override long GetTimestamp()
        {
            Hesitate(Interlocked.Increment(ref _asked));
            return 1_000_000;
        }
    }
}
