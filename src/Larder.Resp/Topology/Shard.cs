using Larder.Resp.Connections;

namespace Larder.Resp.Topology;

/// <summary>A primary and those who follow it.</summary>
/// <param name="Primary">Who serves the slots.</param>
/// <param name="Replicas">Connections to its followers that may read; empty if none are wanted.</param>
internal sealed record Shard(ConnectionKeeper Primary, IReadOnlyList<ConnectionKeeper> Replicas)
{
    /// <summary>A replica that is connected, in turn; the primary if there is none.</summary>
    public ConnectionKeeper ForReads(uint turn)
    {
        for (uint i = 0; i < Replicas.Count; i++)
            if (Replicas[(int)((turn + i) % (uint)Replicas.Count)] is { Current: not null } replica) return replica;
        return Primary;
    }
}
