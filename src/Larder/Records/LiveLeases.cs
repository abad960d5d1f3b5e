using System.Collections.Concurrent;
using Larder.Validity;

namespace Larder.Records;

/// <summary>
/// The leases that loads of this process hold. Another projection of the same record may fill under them: a fill adds what is absent and compares
/// the version, so it does not matter who asked for it. A lease of ours that is not here belongs to a load that is over.
/// </summary>
internal sealed class LiveLeases
{
    private readonly ConcurrentDictionary<SlotVersion, bool> _live = new();

    public bool Has(SlotVersion lease) => _live.ContainsKey(lease);

    public void Begin(SlotVersion lease) => _live[lease] = true;

    public void End(SlotVersion lease) => _live.TryRemove(lease, out _);
}
