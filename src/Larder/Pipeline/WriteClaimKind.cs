namespace Larder.Pipeline;

/// <summary>What a claim is good for.</summary>
internal enum WriteClaimKind
{
    /// <summary>Nothing: the entry is removed afterwards.</summary>
    None,

    /// <summary>There is no shared tier: memory alone.</summary>
    Alone,

    /// <summary>The new value may replace what the slot held.</summary>
    Seen,

    /// <summary>The new value may replace our placeholder, which is to be given back if there is none.</summary>
    Leased,
}
