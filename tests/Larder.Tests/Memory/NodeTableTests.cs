using System.Globalization;
using System.Runtime.InteropServices;
using Larder.Entries;
using Larder.Memory;

namespace Larder.Tests.Memory;

public sealed class NodeTableTests
{
    private const ulong Seed = 0x1234_5678_9ABC_DEF1, Secret = 0x0041_0042_0043_0044;

    private static readonly StoreHarness Harness = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_finds_what_a_dictionary_finds(int seed)
    {
        var random = new Random(seed);
        var table = new NodeTable(new Lock(), KeyHash.Draw());
        var oracle = new Dictionary<string, Node>(StringComparer.Ordinal);

        for (var step = 0; step < 20_000; step++)
        {
            var key = $"key:{random.Next(3000)}";
            if (oracle.Remove(key, out var node)) table.Remove(node);
            else oracle[key] = Add(table, key);
        }

        for (var number = 0; number < 3000; number++)
            Assert.True(oracle.GetValueOrDefault($"key:{number}") == table.Find($"key:{number}"), $"Seed {seed}, key:{number}");
        Assert.Equal(oracle.Count, Enumerable.Range(0, NodeTable.SegmentCount).Sum(segment => table.NodesOf(segment).Length));
    }

    [Fact]
    public void Keys_made_to_collide_are_found_and_do_not_slow_it_down()
    {
        var table = new NodeTable(new Lock(), new KeyHash(Seed, Secret));
        string[] keys = [.. Enumerable.Range(0, 20_000).Select(Colliding)];

        foreach (var key in keys) Add(table, key);

        Assert.Same(KeyHash.Keyed, table.Hash);
        Assert.All(keys, key => Assert.Equal(key, table.Find(key)?.Key));
        Assert.True(LongestChain(table) < 20);
    }

    [Fact]
    public void A_key_made_of_the_secret_would_collide_for_who_knew_it()
    {
        var known = new KeyHash(Seed, Secret);
        var other = KeyHash.Draw();

        Assert.Equal(known.Of(Colliding(1)), known.Of(Colliding(2)));
        Assert.NotEqual(other.Of(Colliding(1)), other.Of(Colliding(2)));
    }

    [Fact]
    public void Every_length_and_every_character_counts()
    {
        var hash = KeyHash.Draw();
        string[] keys =
        [
            .. Enumerable.Range(0, 40).Select(length => new string('a', length)),
            .. Enumerable.Range(1, 40).SelectMany(length => Enumerable.Range(0, length).Select(at => new string('a', at) + 'b' + new string('a', length - at - 1))),
        ];

        var hashes = keys.Select(hash.Of).Distinct().Count();

        // By chance two of 860 share one of 2^32 hashes once in ten thousand runs.
        Assert.InRange(hashes, keys.Length - 1, keys.Length);
    }

    [Fact]
    public void Equal_keys_hash_alike_whatever_object_they_are()
    {
        var hash = KeyHash.Draw();

        for (var length = 0; length < 64; length++)
            Assert.Equal(hash.Of(new string('x', length)), hash.Of(new string('x', length)));
    }

    [Theory]
    [InlineData("product:{0}")]
    [InlineData("p{0}")]
    [InlineData("user:{0:D10}:profile")]
    public void Hashes_fill_the_segments_evenly_whatever_the_seeds(string shape)
    {
        string[] keys = [.. Enumerable.Range(0, 64_000).Select(number => string.Format(CultureInfo.InvariantCulture, shape, number))];
        for (var draw = 0; draw < 40; draw++)
        {
            var hash = KeyHash.Draw();
            var counts = new int[64];

            foreach (var key in keys) counts[hash.Of(key) >> 26]++;

            // A thousand are expected in each, with a standard deviation of 32.
            Assert.All(counts, count => Assert.InRange(count, 800, 1200));
        }
    }

    private static Node Add(NodeTable table, string key)
    {
        var node = Harness.NodeOf(key, table.Hash);
        table.Add(node);
        return node;
    }

    // Sixteen bytes that begin with the secret make a product of zero, whatever follows them.
    private static string Colliding(int number)
    {
        Span<ulong> parts = [Secret, (ulong)number + 1];
        return new string(MemoryMarshal.Cast<ulong, char>(parts));
    }

    private static int LongestChain(NodeTable table)
    {
        var longest = 0;
        for (var segment = 0; segment < NodeTable.SegmentCount; segment++)
            for (var bucket = 0; bucket < table.BucketsOf(segment); bucket++)
            {
                var length = 0;
                for (var node = table.HeadOf(segment, bucket); node is not null; node = node.Next) length++;
                longest = Math.Max(longest, length);
            }

        return longest;
    }
}
