namespace Larder.Memory;

/// <summary>Shows people what a store holds. Under the store's lock.</summary>
internal static class StoreView
{
    /// <summary>The queues are only nearly in the order of heat; so many times more entries are looked at than are shown.</summary>
    private const int Looks = 8;

    private const int SecondsMask = (1 << 24) - 1;

    public static IEnumerable<Node> Hottest(HotColdPolicy policy, int most) =>
        From(policy.Hot.Newest, static node => node.Older).Concat(From(policy.Cold.Newest, static node => node.Older))
            .Take(most * Looks)
            .OrderByDescending(static node => node.Place == Place.Hot)
            .ThenByDescending(static node => node.Hits)
            .Take(most);

    public static IEnumerable<Node> Coldest(HotColdPolicy policy, int most) =>
        From(policy.Cold.Oldest, static node => node.Newer).Concat(From(policy.Hot.Oldest, static node => node.Newer))
            .Take(most * Looks)
            .OrderBy(static node => node.Hits > 0)
            .Take(most);

    public static HeldEntry Of(Node node, long now) => new(
        node.Key, node.Weight, TimeSpan.FromSeconds((Second(now) - node.BornAt) & SecondsMask), node.Entry.Stamp.FreshFor(now),
        node.Place == Place.Hot, node.Hits);

    /// <summary>As a node keeps it.</summary>
    public static int Second(long now) => (int)(now / 1000) & SecondsMask;

    private static IEnumerable<Node> From(Node? first, Func<Node, Node?> next)
    {
        for (var node = first; node is not null; node = next(node)) yield return node;
    }
}
