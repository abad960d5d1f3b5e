namespace Larder.Tiers;

/// <summary>How much of a slot a read brings.</summary>
public enum ReadDepth
{
    /// <summary>State, version, remaining time and body.</summary>
    Whole,

    /// <summary>All but the body: enough to know whether a copy is still good.</summary>
    VersionOnly,
}
