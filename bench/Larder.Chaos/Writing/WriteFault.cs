namespace Larder.Chaos.Writing;

/// <summary>What ends a round.</summary>
public enum WriteFault
{
    /// <summary>kill -9 of the application right after it acknowledged a write.</summary>
    AfterAcknowledgement,

    /// <summary>kill -9 of the application when it has read a batch from the journal.</summary>
    AfterRead,

    /// <summary>kill -9 of the application when the database has committed a batch.</summary>
    AfterCommit,

    /// <summary>kill -9 of the application when it was about to tell the journal that a batch is done.</summary>
    BeforeAcknowledging,

    /// <summary>kill -9 of Redis, which comes back with its file.</summary>
    Redis,

    /// <summary>kill -9 of both at once.</summary>
    Both,

    /// <summary>The database is away for a while.</summary>
    DatabaseAway,

    /// <summary>kill -9 of Redis, and some bytes of the end of its file are gone, as after a power failure: the last writes may be lost, and no more.</summary>
    CutTail,
}
