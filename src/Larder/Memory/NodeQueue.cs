using Larder.Entries;

namespace Larder.Memory;

/// <summary>Nodes in the order in which they came, with their number and weight. Under the store's lock.</summary>
internal sealed class NodeQueue
{
    public Node? Newest { get; private set; }

    public Node? Oldest { get; private set; }

    public long Count { get; private set; }

    public long Weight { get; private set; }

    public void Add(Node node)
    {
        (node.Newer, node.Older) = (null, Newest);
        if (Newest is null) Oldest = node;
        else Newest.Newer = node;
        Newest = node;
        Count++;
        Weight += node.HeldWeight;
    }

    public void Take(Node node)
    {
        if (node.Newer is null) Newest = node.Older;
        else node.Newer.Older = node.Older;
        if (node.Older is null) Oldest = node.Newer;
        else node.Older.Newer = node.Newer;
        (node.Newer, node.Older) = (null, null);
        Count--;
        Weight -= node.HeldWeight;
    }
}
