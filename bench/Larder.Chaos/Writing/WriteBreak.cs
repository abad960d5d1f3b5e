namespace Larder.Chaos.Writing;

/// <summary>What the application does wrong on purpose: a run must find it out.</summary>
public enum WriteBreak
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The database takes whatever comes, also what is older than what it has.</summary>
    Guard,

    /// <summary>The journal is told that a batch is done before the database has it.</summary>
    CommitFirst,
}
