namespace Larder.Chaos;

/// <summary>What the processes share.</summary>
public enum TierKind
{
    /// <summary>One server.</summary>
    Redis,

    /// <summary>A primary and its replica, which three sentinels watch.</summary>
    Sentinel,

    /// <summary>Three primaries with a replica each.</summary>
    Cluster,

    /// <summary>A file.</summary>
    Sqlite,
}
