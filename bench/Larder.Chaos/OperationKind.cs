namespace Larder.Chaos;

/// <summary>What a line of the history says.</summary>
public enum OperationKind : byte
{
    /// <summary>A read returned a version.</summary>
    Read,

    /// <summary>A read failed because the source did, and nothing could stand in for it.</summary>
    Unavailable,

    /// <summary>A read or a removal failed for another reason: the cache broke a request.</summary>
    Failed,

    /// <summary>A removal returned to its caller: from now on this process honours it.</summary>
    Removed,

    /// <summary>The shared tier acknowledged a removal: from now on the fleet honours it, within its bound.</summary>
    Told,

    /// <summary>A call of the shared tier failed or took too long: this process may be detached from it.</summary>
    Lost,

    /// <summary>What a process still answers after everything became quiet.</summary>
    Copy,

    /// <summary>A change of the shared tier reached the memory of this process.</summary>
    Pushed,

    /// <summary>The process did what it was told.</summary>
    Done,
}
