namespace Larder.Versions;

/// <summary>What a read of one entry found.</summary>
public enum VersionedState
{
    /// <summary>Nothing, or nothing that counts any more.</summary>
    Absent,

    /// <summary>A value.</summary>
    Held,

    /// <summary>Nobody can tell: the shared tier is away.</summary>
    Unreachable,
}
