namespace Larder.Versions;

/// <summary>What came of a change of one entry.</summary>
public enum VersionedOutcome
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>Somebody changed or removed the entry since it was seen; it was left as it is.</summary>
    Changed,

    /// <summary>The shared tier is away: it is not done, or nobody knows.</summary>
    Unreachable,

    /// <summary>The value has more bytes than <see cref="CacheOptions.MaxValueBytes"/>, or than memory may hold; it was not written.</summary>
    TooLarge,
}
