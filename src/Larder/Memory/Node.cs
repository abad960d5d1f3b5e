using Larder.Entries;

namespace Larder.Memory;

/// <summary>An entry as the eviction queue sees it.</summary>
internal sealed class Node(string key, Entry entry, int weight)
{
    public string Key => key;

    public Entry Entry => entry;

    public int Weight => weight;

    /// <summary>Set by a hit, cleared when the queue passes: the second chance.</summary>
    public bool WasHit;

    /// <summary>Still in the table; a node that left it waits in the queue to be skipped.</summary>
    public bool IsLive = true;
}
