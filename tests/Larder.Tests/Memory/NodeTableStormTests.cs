using System.Runtime.InteropServices;
using Larder.Entries;
using Larder.Memory;

namespace Larder.Tests.Memory;

/// <summary>Readers without a lock, while one writer changes what they walk through.</summary>
public sealed class NodeTableStormTests
{
    private const ulong Seed = 0x1234_5678_9ABC_DEF1, Secret = 0x0041_0042_0043_0044;

    private static readonly StoreHarness Harness = new();

    private readonly Lock _writing = new();

    [Fact]
    public void What_is_there_all_the_while_is_found_while_the_table_grows()
    {
        string[] steady = [.. Enumerable.Range(0, 512).Select(number => $"steady:{number}")];
        string[] passing = [.. Enumerable.Range(0, 20_000).Select(number => $"passing:{number}")];
        var table = Filled(steady, KeyHash.Draw());
        var missed = 0;

        Storm.Run(
            seed: 1,
            writes: 60,
            write: _ =>
            {
                foreach (var key in passing) Add(table, key);
                Volatile.Write(ref table, Filled(steady, KeyHash.Draw()));
            },
            read: _ =>
            {
                var present = Volatile.Read(ref table);
                foreach (var key in steady)
                    if (present.Find(key) is null) Interlocked.Increment(ref missed);
            });

        Assert.Equal(0, missed);
    }

    [Fact]
    public void What_is_there_all_the_while_is_found_while_its_chain_changes()
    {
        // All in one bucket, the sought one at its end.
        var table = new NodeTable(_writing, new KeyHash(Seed, Secret));
        var passing = new Queue<Node>();
        Add(table, Colliding(0));
        for (var number = 1; number < 50; number++) passing.Enqueue(Add(table, Colliding(number)));
        var (sought, missed) = (Colliding(0), 0);

        Storm.Run(
            seed: 2,
            writes: 300_000,
            write: _ =>
            {
                var oldest = passing.Dequeue();
                lock (_writing) table.Remove(oldest);
                passing.Enqueue(Add(table, oldest.Key));
            },
            read: _ =>
            {
                if (table.Find(sought) is null) Interlocked.Increment(ref missed);
            });

        Assert.Equal(0, missed);
    }

    [Fact]
    public void What_is_there_all_the_while_is_found_while_the_way_of_hashing_changes()
    {
        string[] steady = [.. Enumerable.Range(0, 512).Select(number => $"steady:{number}")];
        string[] colliding = [.. Enumerable.Range(0, 100).Select(Colliding)];
        var table = Filled(steady, new KeyHash(Seed, Secret));
        var missed = 0;

        Storm.Run(
            seed: 3,
            writes: 1500,
            write: _ =>
            {
                foreach (var key in colliding) Add(table, key);
                Assert.Same(KeyHash.Keyed, table.Hash);
                Volatile.Write(ref table, Filled(steady, new KeyHash(Seed, Secret)));
            },
            read: _ =>
            {
                var present = Volatile.Read(ref table);
                foreach (var key in steady)
                    if (present.Find(key) is null) Interlocked.Increment(ref missed);
            });

        Assert.Equal(0, missed);
    }

    private NodeTable Filled(string[] keys, KeyHash hash)
    {
        var table = new NodeTable(_writing, hash);
        foreach (var key in keys) Add(table, key);
        return table;
    }

    private Node Add(NodeTable table, string key)
    {
        lock (_writing)
        {
            var node = Harness.NodeOf(key, table.Hash);
            table.Add(node);
            return node;
        }
    }

    private static string Colliding(int number)
    {
        Span<ulong> parts = [Secret, (ulong)number + 1];
        return new string(MemoryMarshal.Cast<ulong, char>(parts));
    }
}
