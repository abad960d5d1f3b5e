using Larder.Tiers;

namespace Larder.Testing.Tiers;

/// <summary>The members of <see cref="ISharedTier"/>, <see cref="IWriterHolds"/> and <see cref="ISharedRecords"/> that reach the other side.</summary>
public enum TierVerb
{
    /// <summary><see cref="ISharedTier.ReadAsync"/>.</summary>
    Read,

    /// <summary><see cref="ISharedTier.LeaseAsync"/>.</summary>
    Lease,

    /// <summary><see cref="ISharedTier.ReplaceAsync"/>.</summary>
    Replace,

    /// <summary><see cref="ISharedTier.WriteAsync"/>.</summary>
    Write,

    /// <summary><see cref="ISharedTier.WaitAsync"/>.</summary>
    Wait,

    /// <summary><see cref="ISharedTier.RemoveAsync"/>.</summary>
    Remove,

    /// <summary><see cref="ISharedTier.RenewAsync"/>.</summary>
    Renew,

    /// <summary><see cref="ISharedTier.ScanAsync"/>.</summary>
    Scan,

    /// <summary><see cref="ISharedTier.SweepAsync"/>.</summary>
    Sweep,

    /// <summary><see cref="IWriterHolds.HoldAsync"/>.</summary>
    Hold,

    /// <summary><see cref="IWriterHolds.ReleaseAsync"/>.</summary>
    Release,

    /// <summary><see cref="IWriterHolds.IsHeldAsync"/>.</summary>
    IsHeld,

    /// <summary><see cref="ISharedRecords.ReadAsync"/>.</summary>
    ReadRecord,

    /// <summary><see cref="ISharedRecords.LeaseAsync"/>.</summary>
    LeaseRecord,

    /// <summary><see cref="ISharedRecords.FillAsync"/>.</summary>
    FillRecord,

    /// <summary><see cref="ISharedRecords.UpdateAsync"/>.</summary>
    UpdateRecord,

    /// <summary><see cref="ISharedRecords.ReleaseAsync"/>.</summary>
    ReleaseRecord,
}
