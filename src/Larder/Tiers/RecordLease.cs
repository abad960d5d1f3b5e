using Larder.Validity;

namespace Larder.Tiers;

/// <summary>The right to load a record, as it is asked for.</summary>
/// <param name="Version">The placeholder's version, never used before.</param>
/// <param name="Over">The version in whose place it may be put: one that is over, or the lease itself. <see cref="SlotVersion.None"/>: only where nothing is.</param>
/// <param name="LeaseFor">How long it lasts.</param>
public readonly record struct RecordLease(SlotVersion Version, SlotVersion Over, TimeSpan LeaseFor);
