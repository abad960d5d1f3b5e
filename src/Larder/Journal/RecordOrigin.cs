namespace Larder.Journal;

/// <summary>How a record came into the journal.</summary>
public enum RecordOrigin
{
    /// <summary>It was written.</summary>
    Written,

    /// <summary>It was a dead letter, and somebody tries it again.</summary>
    Replayed,
}
