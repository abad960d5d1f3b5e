using System.Collections.Concurrent;
using Larder.Entries;
using Larder.Memory;

namespace Larder.Tests.Memory;

/// <summary>Many threads at one store. Each run prints its seed when it fails.</summary>
public sealed class StormTests
{
    private const int Threads = 4, StepsEach = 40_000;

    [Theory]
    [InlineData(1, 20_000)]
    [InlineData(2, 300_000)]
    [InlineData(3, 2_000)]
    public void The_accounts_are_exact_after_a_storm_and_the_bound_holds_in_it(int seed, long bytes)
    {
        var (installed, left, worst) = (0L, 0L, 0L);
        var harness = new StoreHarness(bytes) { OnRemoved = (_, _) => left++ };

        Run(seed, (random, _) =>
        {
            var key = $"key:{random.Next(400)}";
            switch (random.Next(10))
            {
                case 0: harness.Store.Remove(key); break;
                case 1 when harness.Store.TryFind(key, out var entry): harness.Store.Drop(key, entry, RemovalCause.Expiration); break;
                case 2 when random.Next(1000) == 0: harness.Store.Clear(); break;
                case < 6:
                    if (harness.Install(key, weight: random.Next(1000))) Interlocked.Increment(ref installed);
                    break;
                default: harness.Find(key); break;
            }

            if (harness.Store.Bytes > bytes) Interlocked.Increment(ref worst);
        });

        Assert.Equal(0, worst);
        Assert.Equal(harness.All().Sum(entry => entry.Weight), harness.Store.Bytes);
        Assert.Equal(harness.All().Count, harness.Store.Count);
        Assert.Equal(harness.Store.Count, harness.Store.Keys.Distinct().Count());
        Assert.Equal(installed - left, harness.Store.Count);
        harness.Store.Clear();
        Assert.Equal((0, 0L, installed), (harness.Store.Count, harness.Store.Bytes, left));
    }

    [Fact]
    public void What_is_there_all_the_while_is_found_all_the_while()
    {
        var harness = new StoreHarness();
        string[] steady = [.. Enumerable.Range(0, 64).Select(number => $"steady:{number}")];
        foreach (var key in steady) harness.Install(key, key);
        var missed = new ConcurrentQueue<string>();

        // One thread makes the table grow and its chains change; the others must not notice.
        Run(seed: 7, (random, thread) =>
        {
            if (thread == 0)
            {
                var key = $"passing:{random.Next(100_000)}";
                if (random.Next(4) == 0) harness.Store.Remove(key);
                else harness.Install(key);
                return;
            }

            var sought = steady[random.Next(steady.Length)];
            if (harness.Find(sought) != sought) missed.Enqueue(sought);
        });

        Assert.Empty(missed);
    }

    [Fact]
    public void A_reader_never_gets_another_keys_value()
    {
        var harness = new StoreHarness(entries: 50);
        var wrong = new ConcurrentQueue<string>();

        Run(seed: 8, (random, _) =>
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
        var harness = new StoreHarness(entries: 100);
        var versions = new long[20];
        var stale = new ConcurrentQueue<string>();

        // Thread 0 changes a source and removes; the others read it with a ticket from before, and look.
        Run(seed: 9, (random, thread) =>
        {
            var number = random.Next(versions.Length);
            var key = $"key:{number}";
            if (thread == 0)
            {
                Interlocked.Increment(ref versions[number]);
                harness.Store.Remove(key);
                return;
            }

            var answered = Interlocked.Read(ref versions[number]);
            if (harness.Store.TryFind(key, out var entry))
            {
                // The source may be one ahead of its removal.
                var found = long.Parse(((Entry<string>)entry).Value, System.Globalization.CultureInfo.InvariantCulture);
                if (found < answered - 1) stale.Enqueue($"{key}: {found} after {answered}");
                return;
            }

            var ticket = harness.Watch.Ticket();
            var read = Interlocked.Read(ref versions[number]);
            harness.Store.Install(key, harness.EntryOf($"{read}"), ticket);
        });

        Assert.Empty(stale);
    }

    [Fact]
    public void Keys_names_all_that_stay_while_others_come_and_go()
    {
        var harness = new StoreHarness();
        string[] steady = [.. Enumerable.Range(0, 500).Select(number => $"steady:{number}")];
        foreach (var key in steady) harness.Install(key);
        var incomplete = 0;

        Run(seed: 10, (random, thread) =>
        {
            if (thread == 0 && random.Next(200) == 0 && !steady.ToHashSet(StringComparer.Ordinal).IsSubsetOf(harness.Store.Keys)) incomplete++;
            if (thread == 0) return;
            var key = $"passing:{random.Next(20_000)}";
            if (random.Next(2) == 0) harness.Store.Remove(key);
            else harness.Install(key);
        });

        Assert.Equal(0, incomplete);
    }

    private static void Run(int seed, Action<Random, int> step)
    {
        var failures = new ConcurrentQueue<Exception>();
        var threads = Enumerable.Range(0, Threads).Select(number => new Thread(() =>
        {
            try
            {
                var random = new Random((seed * 1000) + number);
                for (var done = 0; done < StepsEach; done++) step(random, number);
            }
            catch (Exception error)
            {
                failures.Enqueue(error);
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Assert.True(failures.IsEmpty, $"Seed {seed}: {failures.FirstOrDefault()}");
    }
}
