namespace Larder.Backing;

/// <summary>How far an acknowledged write came.</summary>
public enum WriteState
{
    /// <summary>It is in the database.</summary>
    Committed,

    /// <summary>It is in the journal, and will be in the database.</summary>
    Journaled,
}
