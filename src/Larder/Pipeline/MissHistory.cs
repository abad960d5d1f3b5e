using Larder.Diagnostics;
using Larder.Memory;

namespace Larder.Pipeline;

/// <summary>Writes down why each entry left memory, so that the next read of its key can say why it missed.</summary>
internal sealed class MissHistory(CacheEvents events) : IRemovalListener
{
    public void Removed(string key, RemovalCause cause)
    {
        if (cause == RemovalCause.Replacement) return;
        events.Left(key, cause switch
        {
            RemovalCause.Expiration => MissReason.Expired,
            RemovalCause.Size or RemovalCause.Pressure => MissReason.Evicted,
            _ => MissReason.Removed,
        });
    }
}
