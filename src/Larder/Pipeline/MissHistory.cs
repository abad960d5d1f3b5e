using Larder.Diagnostics;
using Larder.Entries;
using Larder.Memory;

namespace Larder.Pipeline;

/// <summary>Writes down why each entry left memory, so that the next read of its key can say why it missed.</summary>
internal sealed class MissHistory(CacheEvents events) : IRemovalListener
{
    public void Removed(Node node, RemovalCause cause)
    {
        if (cause == RemovalCause.Replacement) return;
        events.Left(node.Key, cause switch
        {
            RemovalCause.Expiration => node.IsNull ? MissReason.NegativeExpired : MissReason.Expired,
            RemovalCause.Size => MissReason.Evicted,
            RemovalCause.Pressure => MissReason.EvictedUnderPressure,
            RemovalCause.Clear => MissReason.Cleared,
            _ => MissReason.Removed,
        });
    }
}
