namespace Larder.Tiers;

/// <summary>Why a tier failed.</summary>
public enum TierFailure
{
    /// <summary>It can't be reached, or its file can't be opened.</summary>
    Unreachable,

    /// <summary>It did not answer in time.</summary>
    TimedOut,

    /// <summary>It answered that it will not.</summary>
    Refused,

    /// <summary>It has no room.</summary>
    Full,

    /// <summary>The connection was lost after the command was sent: it may have been carried out.</summary>
    MaybeDone,
}
