using Larder.Validity;

namespace Larder.Tiers;

/// <summary>
/// The records of a shared tier: slots that hold named fields instead of one body, so that several projections of an entity share one slot. They are
/// entry slots of an <see cref="ISharedTier"/> beside it, which removes them, waits for them, lists them, and tells of their changes over the
/// same watch. What the tier fails at it throws as <see cref="TierException"/>, never as <see cref="SlotState.Absent"/>.
/// </summary>
public interface ISharedRecords
{
    /// <summary>Reads a record whole, in one round trip, and watches it from then on, also when it is absent.</summary>
    ValueTask<RecordRead> ReadAsync(Slot slot, CancellationToken cancellationToken);

    /// <summary>
    /// Puts a placeholder where nothing is, or in the place of what has the version <see cref="RecordLease.Over"/>; a lease over itself is extended.
    /// The answer is what the slot holds now: granted exactly when it is <see cref="SlotState.Leased"/> with the lease's version.
    /// </summary>
    ValueTask<RecordRead> LeaseAsync(Slot slot, RecordLease lease, CancellationToken cancellationToken);

    /// <summary>
    /// Fills fields that are absent, if, and only if, the slot still has this version. A placeholder becomes a record with
    /// the version <see cref="RecordFill.VersionOf"/>, by which it may still be filled under the placeholder's; a record must have the same head, and
    /// keeps version and end. Repeating it is safe.
    /// </summary>
    ValueTask<RecordAnswer> FillAsync(Slot slot, SlotVersion expected, RecordFill fill, CancellationToken cancellationToken);

    /// <summary>
    /// Sets fields and gives the record a new version, if it is a record that still has the expected one; whatever else is there is removed, as nobody
    /// knows whether it is older.
    /// </summary>
    ValueTask<RecordAnswer> UpdateAsync(Slot slot, SlotVersion expected, RecordUpdate update, CancellationToken cancellationToken);

    /// <summary>Removes a placeholder of this version, and nothing else.</summary>
    ValueTask ReleaseAsync(Slot slot, SlotVersion lease, CancellationToken cancellationToken);
}
