using System.Numerics;
using System.Runtime.CompilerServices;
using Larder.Entries;

namespace Larder.Memory;

/// <summary>
/// Nodes by key: chained buckets in segments, so that growing moves one part in sixty-four at a time. Reads take no lock; writes are made
/// under the store's.
/// </summary>
/// <remarks>
/// Readers may stand in a chain while it is changed. What they need is this: a node is never used twice, a removed node keeps its link, new
/// nodes come in front. So a walk always ends, and finds every node that was in the chain all the while. Only moving nodes to other buckets
/// breaks that; a reader that found nothing therefore looks whether that may be why, and if so asks again under the lock. What is read through
/// a reference is at least as new as the reference, so the walk itself needs no barrier.
/// </remarks>
internal sealed class NodeTable
{
    public const int SegmentCount = 1 << SegmentBits;

    private const int SegmentBits = 6;
    private const int FirstBuckets = 8;

    /// <summary>With one node a bucket in the mean, a chain of this length does not come by chance.</summary>
    private const int SuspiciousChain = 64;

    private readonly Lock _writing;
    private readonly Node?[][] _segments = new Node?[SegmentCount][];
    private readonly int[] _counts = new int[SegmentCount];
    private KeyHash _hash;
    private bool _isMoving;

    public NodeTable(Lock writing, KeyHash hash)
    {
        (_writing, _hash) = (writing, hash);
        for (var segment = 0; segment < SegmentCount; segment++) _segments[segment] = new Node?[FirstBuckets];
    }

    /// <summary>How keys are hashed at present.</summary>
    public KeyHash Hash => _hash;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Node? Find(string key)
    {
        var hashing = _hash;
        var hash = hashing.Of(key);
        var heads = _segments[hash >> (32 - SegmentBits)];
        for (var node = heads[hash & (uint)(heads.Length - 1)]; node is not null; node = node.Next)
            if (node.Hash == hash && string.Equals(node.Key, key)) return node;
        return HasMoved(hashing, hash, heads) ? FindUnderLock(key) : null;
    }

    /// <summary>The key's node. Under the lock.</summary>
    public Node? Locate(string key, uint hash)
    {
        for (var node = HeadOf(_segments[hash >> (32 - SegmentBits)], hash); node is not null; node = node.Next)
            if (node.Hash == hash && string.Equals(node.Key, key)) return node;
        return null;
    }

    /// <summary>Adds a node whose key is not there.</summary>
    public void Add(Node node)
    {
        var segment = SegmentOf(node);
        if (++_counts[segment] > _segments[segment].Length) Move(segment, _segments[segment].Length * 2);
        Push(_segments[segment], node);
        if (ChainFrom(node) > SuspiciousChain && Hash != KeyHash.Keyed) Rehash(KeyHash.Keyed);
    }

    /// <summary>Takes a node out that is there.</summary>
    public void Remove(Node node)
    {
        var segment = SegmentOf(node);
        ref var head = ref HeadOf(_segments[segment], node.Hash);
        if (ReferenceEquals(head, node)) Volatile.Write(ref head, node.Next);
        else Before(head!, node).Next = node.Next;
        _counts[segment]--;
    }

    /// <summary>Puts a node in the place of one with the same key and hash; a reader finds the one or the other.</summary>
    public void Replace(Node old, Node node)
    {
        ref var head = ref HeadOf(_segments[SegmentOf(old)], old.Hash);
        node.Next = old.Next;
        if (ReferenceEquals(head, old)) Volatile.Write(ref head, node);
        else Before(head!, old).Next = node;
    }

    /// <summary>How many buckets a segment has. Under the lock.</summary>
    public int BucketsOf(int segment) => _segments[segment].Length;

    /// <summary>Whether a segment has no nodes. Under the lock.</summary>
    public bool IsEmpty(int segment) => _counts[segment] == 0;

    /// <summary>The first node of a bucket. Under the lock.</summary>
    public Node? HeadOf(int segment, int bucket) => _segments[segment][bucket];

    /// <summary>The nodes of a segment. Under the lock; a node stays in its segment as long as <see cref="Hash"/> stays the same.</summary>
    public Node[] NodesOf(int segment)
    {
        var nodes = new Node[_counts[segment]];
        var at = 0;
        foreach (var head in _segments[segment])
            for (var node = head; node is not null; node = node.Next) nodes[at++] = node;
        return nodes;
    }

    private static int SegmentOf(Node node) => (int)(node.Hash >> (32 - SegmentBits));

    private static ref Node? HeadOf(Node?[] heads, uint hash) => ref heads[hash & (uint)(heads.Length - 1)];

    private static void Push(Node?[] heads, Node node)
    {
        ref var head = ref HeadOf(heads, node.Hash);
        node.Next = head;
        Volatile.Write(ref head, node);
    }

    private static Node Before(Node first, Node node)
    {
        var before = first;
        while (!ReferenceEquals(before.Next, node)) before = before.Next!;
        return before;
    }

    private static int ChainFrom(Node first)
    {
        var length = 0;
        for (var node = first; node is not null; node = node.Next) length++;
        return length;
    }

    /// <summary>Whether nodes may have been moved since these were read.</summary>
    private bool HasMoved(KeyHash hashing, uint hash, Node?[] heads)
    {
        // After the walk; and in this order, since who sees that the moving is over must see what it led to.
        Volatile.ReadBarrier();
        return Volatile.Read(ref _isMoving)
            || !ReferenceEquals(Volatile.Read(ref _segments[hash >> (32 - SegmentBits)]), heads)
            || !ReferenceEquals(Volatile.Read(ref _hash), hashing);
    }

    private Node? FindUnderLock(string key)
    {
        lock (_writing) return Locate(key, _hash.Of(key));
    }

    private void Move(int segment, int buckets)
    {
        Volatile.Write(ref _isMoving, true);
        var heads = new Node?[buckets];
        foreach (var head in _segments[segment])
            for (Node? node = head, next; node is not null; node = next)
            {
                next = node.Next;
                Push(heads, node);
            }

        Volatile.Write(ref _segments[segment], heads);
        Volatile.Write(ref _isMoving, false);
    }

    private void Rehash(KeyHash hash)
    {
        Volatile.Write(ref _isMoving, true);
        Node[] nodes = [.. Enumerable.Range(0, SegmentCount).SelectMany(NodesOf)];
        var segments = new Node?[SegmentCount][];
        foreach (var node in nodes) node.Hash = hash.Of(node.Key);
        Array.Clear(_counts);
        foreach (var node in nodes) _counts[SegmentOf(node)]++;
        for (var segment = 0; segment < SegmentCount; segment++)
            segments[segment] = new Node?[Math.Max(FirstBuckets, BitOperations.RoundUpToPowerOf2((uint)_counts[segment]))];
        foreach (var node in nodes) Push(segments[SegmentOf(node)], node);

        Volatile.Write(ref _hash, hash);
        for (var segment = 0; segment < SegmentCount; segment++) Volatile.Write(ref _segments[segment], segments[segment]);
        Volatile.Write(ref _isMoving, false);
    }
}
