namespace Larder;

/// <summary>Why a read had to load. Every miss has exactly one reason.</summary>
public enum MissReason
{
    /// <summary>It was no miss.</summary>
    None,

    /// <summary>The key was not seen before, or too long ago to tell.</summary>
    Cold,

    /// <summary>Its time was over.</summary>
    Expired,

    /// <summary>Somebody removed it: by key, tag or pattern, or cleared the cache.</summary>
    Removed,

    /// <summary>Memory had dropped it for space, and no shared tier had it.</summary>
    Evicted,

    /// <summary>The caller asked not to read the cache.</summary>
    Bypassed,

    /// <summary>The shared tier could not be reached.</summary>
    TierUnreachable,

    /// <summary>What was stored can't be read as what was asked for.</summary>
    Unreadable,
}
