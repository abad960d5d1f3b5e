namespace Larder.Tiers;

/// <summary>What else holds of a tier.</summary>
[Flags]
public enum TierFeatures
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It survives the end of all processes.</summary>
    Durable = 1,

    /// <summary>It may drop entries for space.</summary>
    Evicts = 2,

    /// <summary>Writers can hold an entry over their own transaction.</summary>
    WriterHolds = 4,

    /// <summary>Programs that are not Larder may write to it.</summary>
    ForeignWriters = 8,

    /// <summary>
    /// A read ends by itself within the command timeout, and at once when it is cancelled: the guard sets no timer of its own beside it, which costs more
    /// than the rest of the way to a fast tier.
    /// </summary>
    KeepsTime = 16,
}
