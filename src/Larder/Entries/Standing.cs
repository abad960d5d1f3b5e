namespace Larder.Entries;

/// <summary>Whether an entry in memory may be served, and if not, why.</summary>
internal enum Standing
{
    /// <summary>It may be served.</summary>
    Good,

    /// <summary>It may be served. Others were removed by prefix since: pin it anew, so that it is compared with them only once.</summary>
    Behind,

    /// <summary>Its time is over, but it may be served if loading fails.</summary>
    Stale,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>Somebody removed it: it must never be served, also not as a fallback.</summary>
    Removed,

    /// <summary>Nobody vouches for it at this moment: ask the shared tier whether it still holds.</summary>
    Suspect,
}
