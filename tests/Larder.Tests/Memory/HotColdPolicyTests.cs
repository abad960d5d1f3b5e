using Larder.Entries;
using Larder.Memory;

namespace Larder.Tests.Memory;

public sealed class HotColdPolicyTests
{
    private static readonly StoreHarness Harness = new();

    [Fact]
    public void A_new_key_is_cold_when_the_hot_part_is_full()
    {
        var run = new PolicyRun(entries: 100);
        for (var number = 0; number < 200; number++) run.Use($"key:{number}");

        Assert.Equal(Place.Cold, run.Node("key:199").Place);
    }

    [Fact]
    public void A_cold_entry_that_was_hit_becomes_hot_when_the_queue_has_moved_it_to_its_end()
    {
        var run = new PolicyRun(entries: 100);
        for (var number = 0; number < 200; number++) run.Use($"key:{number}");
        run.Use("key:199");

        Assert.Equal(Place.Cold, run.Node("key:199").Place);
        for (var number = 200; number < 210; number++) run.Use($"key:{number}");

        Assert.Equal(Place.Hot, run.Node("key:199").Place);
    }

    [Fact]
    public void A_key_that_comes_back_soon_is_hot_at_once()
    {
        var run = new PolicyRun(entries: 100);
        for (var number = 0; number < 150; number++) run.Use($"key:{number}");
        var left = Enumerable.Range(0, 150).Select(number => $"key:{number}").Last(key => !run.Holds(key));

        run.Use(left);

        Assert.Equal(Place.Hot, run.Node(left).Place);
    }

    [Fact]
    public void The_cold_part_grows_when_what_left_it_comes_back()
    {
        var run = new PolicyRun(entries: 1000);
        for (var number = 0; number < 1000; number++) run.Use($"first:{number}");
        var before = run.Policy.ColdShare;

        // Each key is used twice, with a hundred others between: the cold part of twenty does not bridge that.
        for (var number = 0; number < 2000; number++)
        {
            run.Use($"key:{number}");
            run.Use($"key:{number - 100}");
        }

        Assert.InRange(run.Policy.ColdShare, before + 0.05, 1);
    }

    [Fact]
    public void The_cold_part_shrinks_in_a_loop_which_only_a_hot_part_can_hit()
    {
        var run = new PolicyRun(entries: 1000);
        for (var number = 0; number < 1000; number++) run.Use($"first:{number}");
        for (var number = 0; number < 3000; number++)
        {
            run.Use($"key:{number}");
            run.Use($"key:{number - 100}");
        }

        var before = run.Policy.ColdShare;
        for (var round = 0; round < 100; round++)
            for (var number = 0; number < 1100; number++) run.Use($"loop:{number}");

        Assert.InRange(run.Policy.ColdShare, 0.01, before - 0.02);
    }

    [Fact]
    public void Both_parts_keep_within_the_budget_however_it_is_divided()
    {
        var run = new PolicyRun(entries: 64);
        var random = new Random(5);

        for (var step = 0; step < 50_000; step++)
        {
            run.Use($"key:{(int)(300 * Math.Pow(random.NextDouble(), 3))}");
            if (step % 5000 == 0) run.Policy.Divide(new MemoryBudget(long.MaxValue, 64));
            Assert.InRange(run.Policy.Count, 1, 64);
            Assert.InRange(run.Policy.Hot.Count, 0, 63);
        }
    }

    /// <summary>A policy and the nodes that it has not sent away.</summary>
    private sealed class PolicyRun(long entries)
    {
        private readonly Dictionary<string, Node> _nodes = new(StringComparer.Ordinal);
        private readonly KeyHash _hash = new(1, 3);

        public HotColdPolicy Policy { get; } = new(new MemoryBudget(long.MaxValue, entries));

        public bool Holds(string key) => _nodes.ContainsKey(key);

        public Node Node(string key) => _nodes[key];

        public void Use(string key)
        {
            if (_nodes.TryGetValue(key, out var held))
            {
                held.Hit();
                return;
            }

            var node = Harness.NodeOf(key, _hash);
            var isHot = Policy.Welcome(node.Hash);
            while (Policy.Count >= entries)
            {
                var leaving = Policy.NextToLeave(now: 0);
                Policy.Leave(leaving, isForSpace: true);
                _nodes.Remove(leaving.Key);
            }

            Policy.Enter(node, isHot);
            _nodes.Add(key, node);
        }
    }
}
