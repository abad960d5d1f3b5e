namespace Larder.Tiers;

/// <summary>What a slot holds.</summary>
public enum SlotState
{
    /// <summary>Nothing.</summary>
    Absent,

    /// <summary>An entry or a mark.</summary>
    Held,

    /// <summary>The placeholder of a load under way.</summary>
    Leased,

    /// <summary>Something that this tier did not write, or can't read any more.</summary>
    Foreign,
}
