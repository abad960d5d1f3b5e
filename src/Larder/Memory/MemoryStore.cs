using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Larder.Entries;
using Larder.Validity;

namespace Larder.Memory;

/// <summary>
/// Memory: entries by key, within a bound of bytes. A read takes no lock and allocates nothing. Space is made by a queue in which an entry
/// that was hit gets a second chance (CLOCK; Corbató, 1968).
/// </summary>
internal sealed class MemoryStore(long maxBytes, ChangeStripes stripes, IRemovalListener listener)
{
    /// <summary>What a node, its place in the table and in the queue, and an entry's own fields take beside key and value, on 64 bits.</summary>
    private const int OverheadBytes = 200;

    private readonly ConcurrentDictionary<string, Node> _nodes = new(StringComparer.Ordinal);
    private readonly Queue<Node> _queue = new();
    private readonly Lock _accounts = new();
    private long _bytes;

    /// <summary>How many entries there are, those included whose time is over.</summary>
    public int Count => _nodes.Count;

    /// <summary>The bytes that all entries take.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    public IEnumerable<string> Keys => _nodes.Select(pair => pair.Key);

    public bool TryFind(string key, [NotNullWhen(true)] out Entry? entry)
    {
        if (!_nodes.TryGetValue(key, out var node))
        {
            entry = null;
            return false;
        }

        if (!node.WasHit) node.WasHit = true;
        entry = node.Entry;
        return true;
    }

    /// <summary>Whether nothing changed the key since its ticket was made.</summary>
    public bool IsUnchanged(string key, in InstallTicket ticket)
    {
        var stripe = ChangeStripes.StripeOf(SlotKind.Entry, key);
        lock (stripes.GateOf(stripe)) return stripes.Admits(stripe, ticket);
    }

    /// <summary>Keeps an entry, if nothing changed since its ticket was made.</summary>
    public bool Install(string key, Entry entry, in InstallTicket ticket)
    {
        var stripe = ChangeStripes.StripeOf(SlotKind.Entry, key);
        lock (stripes.GateOf(stripe))
        {
            if (!stripes.Admits(stripe, ticket)) return false;
            Put(key, entry);
            return true;
        }
    }

    /// <summary>
    /// Keeps what this process itself wrote, if nobody else changed the key since; in any case what was read before the write can't be kept
    /// any more.
    /// </summary>
    public bool InstallOwnWrite(string key, Entry entry, in InstallTicket ticket)
    {
        var stripe = ChangeStripes.StripeOf(SlotKind.Entry, key);
        lock (stripes.GateOf(stripe))
        {
            var admitted = stripes.Admits(stripe, ticket);
            stripes.Change(stripe);
            if (admitted) Put(key, entry);
            else Take(key, RemovalCause.Removal);
            return admitted;
        }
    }

    /// <summary>The key changed or is about to: removes its entry, and nothing that was read before this moment can be kept.</summary>
    /// <returns>The entry that was there.</returns>
    public Entry? Remove(string key)
    {
        var stripe = ChangeStripes.StripeOf(SlotKind.Entry, key);
        lock (stripes.GateOf(stripe))
        {
            stripes.Change(stripe);
            return Take(key, RemovalCause.Removal);
        }
    }

    /// <summary>Drops an entry that was found to be over, if it still is the one that is held.</summary>
    public void Drop(string key, Entry entry, RemovalCause cause)
    {
        if (_nodes.TryGetValue(key, out var node) && ReferenceEquals(node.Entry, entry)
            && _nodes.TryRemove(new KeyValuePair<string, Node>(key, node)))
            Forget(node, cause);
    }

    /// <summary>Removes everything; the caller has made all tickets void before.</summary>
    public void Clear()
    {
        foreach (var key in Keys) Take(key, RemovalCause.Removal);
    }

    private Entry? Take(string key, RemovalCause cause)
    {
        if (!_nodes.TryRemove(key, out var node)) return null;
        Forget(node, cause);
        return node.Entry;
    }

    private void Put(string key, Entry entry)
    {
        var node = new Node(key, entry, entry.Weight + OverheadBytes + (key.Length * sizeof(char)));
        if (node.Weight > maxBytes)
        {
            Take(key, RemovalCause.Size);
            return;
        }

        lock (_accounts)
        {
            if (_nodes.TryGetValue(key, out var old)) Settle(old, RemovalCause.Replacement);
            MakeRoom(node.Weight);
            _nodes[key] = node;
            _queue.Enqueue(node);
            _bytes += node.Weight;
        }
    }

    private void Forget(Node node, RemovalCause cause)
    {
        lock (_accounts)
        {
            if (node.IsLive) Settle(node, cause);
            CompactQueue();
        }
    }

    /// <summary>Under the accounts' lock: each node is written off exactly once.</summary>
    private void Settle(Node node, RemovalCause cause)
    {
        node.IsLive = false;
        _bytes -= node.Weight;
        listener.Removed(node.Key, cause);
    }

    private void MakeRoom(int weight)
    {
        while (_bytes + weight > maxBytes && _queue.TryDequeue(out var node))
        {
            if (!node.IsLive) continue;
            if (node.WasHit)
            {
                node.WasHit = false;
                _queue.Enqueue(node);
                continue;
            }

            _nodes.TryRemove(new KeyValuePair<string, Node>(node.Key, node));
            Settle(node, RemovalCause.Size);
        }
    }

    /// <summary>Removals leave dead nodes in the queue; it must not outgrow the entries by more than a constant.</summary>
    private void CompactQueue()
    {
        if (_queue.Count < 64 + (2 * _nodes.Count)) return;
        for (var left = _queue.Count; left > 0; left--)
        {
            var node = _queue.Dequeue();
            if (node.IsLive) _queue.Enqueue(node);
        }
    }
}
