namespace Larder.Chaos.Faults;

/// <summary>What is done to a run.</summary>
internal enum FaultKind
{
    /// <summary>kill -9 of a worker; another starts in its place.</summary>
    KillWorker,

    /// <summary>A worker stands still for a while and does not know it.</summary>
    StopWorker,

    /// <summary>What a worker and the server send each other vanishes for a while, and nobody is told.</summary>
    BlackHole,

    /// <summary>The server closes a connection.</summary>
    KillConnection,

    /// <summary>The server stands still for a while.</summary>
    StopServer,

    /// <summary>kill -9 of the server; it comes back with what it held.</summary>
    RestartServer,

    /// <summary>kill -9 of the server; it comes back empty.</summary>
    RestartServerEmpty,

    /// <summary>A foreign program empties the server.</summary>
    FlushAll,

    /// <summary>A replica of a cluster takes its primary's place, in order: nothing is lost.</summary>
    FailOver,

    /// <summary>The slot of a key moves to another primary of a cluster.</summary>
    MoveSlot,
}
