namespace Larder.Testing.Conformance;

/// <summary>What a <see cref="RecordingSink"/> heard.</summary>
public enum ChangeKind
{
    /// <summary>One slot may hold something else.</summary>
    Changed,

    /// <summary>All slots of a stream may hold something else.</summary>
    ChangedAll,

    /// <summary>A stream was lost.</summary>
    Broken,
}
