namespace Larder.Journal;

/// <summary>Whether a record was appended.</summary>
public enum AppendOutcome
{
    /// <summary>It is there.</summary>
    Appended,

    /// <summary>The shard, or its place, has no room: nothing was changed.</summary>
    Full,
}
