using Larder.Diagnostics;
using Larder.Entries;

namespace Larder.Memory;

/// <summary>Shows people what a store holds.</summary>
internal static class StoreView
{
    private const int SecondsMask = (1 << 24) - 1;

    /// <summary>Of these nodes the hottest; needs no lock, since what moves meanwhile is as hot as it was.</summary>
    public static IEnumerable<Node> Hottest(IEnumerable<Node> nodes, int most)
    {
        var coldestFirst = new PriorityQueue<Node, (bool, int, uint)>();
        foreach (var node in nodes)
        {
            coldestFirst.Enqueue(node, (node.Place == Place.Hot, node.Hits, node.TurnedAt));
            if (coldestFirst.Count > most) coldestFirst.Dequeue();
        }

        var hottest = new Stack<Node>();
        while (coldestFirst.TryDequeue(out var node, out _)) hottest.Push(node);
        return hottest;
    }

    /// <summary>In the order in which they would leave, if none was hit any more. Under the store's lock.</summary>
    public static IEnumerable<Node> Coldest(HotColdPolicy policy, int most) =>
        FromOldest(policy.Cold).Where(static node => node.Hits == 0)
            .Concat(FromOldest(policy.Hot).Where(static node => node.Hits == 0))
            .Concat(FromOldest(policy.Cold).Where(static node => node.Hits > 0))
            .Concat(FromOldest(policy.Hot).Where(static node => node.Hits > 0))
            .Take(most);

    public static HeldEntry Of(Node node, long now) => new(
        node.Key, node.HeldWeight, TimeSpan.FromSeconds((Second(now) - node.BornAt) & SecondsMask), node.Stamp.FreshFor(now),
        node.Place == Place.Hot, node.Hits);

    /// <summary>As a node keeps it.</summary>
    public static int Second(long now) => (int)(now / 1000) & SecondsMask;

    private static IEnumerable<Node> FromOldest(NodeQueue queue)
    {
        for (var node = queue.Oldest; node is not null; node = node.Newer) yield return node;
    }
}
