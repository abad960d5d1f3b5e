namespace Larder;

/// <summary>Why a read had to load, or found nothing. Every miss has exactly one reason.</summary>
public enum MissReason
{
    /// <summary>It was no miss.</summary>
    None,

    /// <summary>The key was not seen before.</summary>
    Cold,

    /// <summary>Its time was over.</summary>
    Expired,

    /// <summary>It was remembered that there is no value, and the time of that was over.</summary>
    NegativeExpired,

    /// <summary>Somebody removed the key, or wrote it elsewhere.</summary>
    Removed,

    /// <summary>Somebody removed one of its tags.</summary>
    RemovedByTag,

    /// <summary>Somebody removed by a pattern that the key matches.</summary>
    RemovedByPattern,

    /// <summary>Somebody cleared the cache.</summary>
    Cleared,

    /// <summary>Memory had dropped it for space, and no shared tier had it.</summary>
    Evicted,

    /// <summary>Memory had dropped it because the process or the machine was short of memory, and no shared tier had it.</summary>
    EvictedUnderPressure,

    /// <summary>The shared tier does not have it any more, although its time is not over and no removal was heard of.</summary>
    Vanished,

    /// <summary>The caller asked not to read the cache.</summary>
    Bypassed,

    /// <summary>The shared tier could not be reached.</summary>
    TierUnreachable,

    /// <summary>What was stored was written as another type, or by another version of the application.</summary>
    OtherVersion,

    /// <summary>What was stored is damaged, or can't be read as what was asked for.</summary>
    Unreadable,

    /// <summary>Nobody can tell: what was known of the key had to make room for others, or the caller left before it was looked for.</summary>
    Unknown,
}
