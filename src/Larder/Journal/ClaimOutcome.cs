namespace Larder.Journal;

/// <summary>What came of claiming a shard.</summary>
public enum ClaimOutcome
{
    /// <summary>Somebody else holds it.</summary>
    Refused,

    /// <summary>It is the caller's for the time that was asked for.</summary>
    Granted,

    /// <summary>It is the caller's, and there was nothing of it before: it is new, or was lost.</summary>
    GrantedNew,
}
