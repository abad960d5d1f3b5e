using Larder.Resp.Connections;

namespace Larder.Resp.Topology;

/// <summary>Who serves which slot: a snapshot that never changes, so that it is read without a lock.</summary>
internal sealed class SlotMap
{
    private readonly ushort[] _owners;

    private SlotMap(ushort[] owners, IReadOnlyList<Shard> shards, long epoch)
    {
        _owners = owners;
        Shards = shards;
        Primaries = [.. shards.Select(static shard => shard.Primary)];
        Epoch = epoch;
    }

    public static SlotMap Empty { get; } = new(new ushort[HashSlot.Count], [], -1);

    public IReadOnlyList<Shard> Shards { get; }

    public IReadOnlyList<ConnectionKeeper> Primaries { get; }

    /// <summary>The cluster's epoch when this was told; a map of a lower one is from a node that has been away.</summary>
    public long Epoch { get; }

    public bool IsWhole => !_owners.AsSpan().Contains((ushort)0);

    /// <summary>A map of what a node told.</summary>
    /// <param name="ranges">What it told.</param>
    /// <param name="epoch">The cluster's epoch, as the node knows it.</param>
    /// <param name="shardOf">Connections for the servers of a range; asked once for each primary.</param>
    public static SlotMap Of(IEnumerable<SlotRange> ranges, long epoch, Func<SlotRange, Shard> shardOf)
    {
        var owners = new ushort[HashSlot.Count];
        var shards = new List<Shard>();
        foreach (var served in ranges.GroupBy(static range => range.Primary))
        {
            shards.Add(shardOf(served.First()));
            foreach (var range in served) owners.AsSpan(range.First, range.Last - range.First + 1).Fill((ushort)shards.Count);
        }
        return new(owners, shards, epoch);
    }

    /// <summary>True if each slot has the same primary in both.</summary>
    public bool HasSameOwners(SlotMap other)
    {
        for (var slot = 0; slot < HashSlot.Count; slot++)
            if (!ReferenceEquals(Of(slot)?.Primary, other.Of(slot)?.Primary)) return false;
        return true;
    }

    /// <summary>Who serves the slot; null if nobody is known to.</summary>
    public Shard? Of(int slot) => _owners[slot] is var owner and > 0 ? Shards[owner - 1] : null;

    /// <summary>This map with one slot at another node, as MOVED says; the same map if it is there already.</summary>
    public SlotMap Moved(int slot, ConnectionKeeper to)
    {
        if (ReferenceEquals(Of(slot)?.Primary, to)) return this;
        var shards = Shards;
        var owner = 0;
        while (owner < shards.Count && !ReferenceEquals(shards[owner].Primary, to)) owner++;
        if (owner == shards.Count) shards = [.. shards, new Shard(to, [])];
        var owners = (ushort[])_owners.Clone();
        owners[slot] = (ushort)(owner + 1);
        return new(owners, shards, Epoch);
    }
}
