namespace Larder.Journal;

/// <summary>Which records of a shard.</summary>
public enum ShardPart
{
    /// <summary>Those that were read before, by whomever, and not acknowledged.</summary>
    Unacknowledged,

    /// <summary>Those that nobody has read yet.</summary>
    New,
}
