namespace Larder.Inspection;

/// <summary>What may become of an entry when it is read now.</summary>
public enum EntryState
{
    /// <summary>Nobody looked, or nobody vouches for it now: a read asks the shared tier first.</summary>
    Unknown,

    /// <summary>It is served.</summary>
    Fresh,

    /// <summary>Its time is over; it is served if loading fails.</summary>
    Stale,

    /// <summary>Its time is over, or it was removed; it is not served.</summary>
    Expired,

    /// <summary>It is being loaded.</summary>
    Loading,

    /// <summary>Not an entry of this cache, or one that can't be read.</summary>
    Foreign,
}
