namespace Storefront.Gates;

/// <summary>The gates of this process; only the lab moves them.</summary>
internal sealed class ShopGates
{
    /// <summary>Before the tier that the instances share.</summary>
    public Gate SharedTier { get; } = new();

    /// <summary>Before the database.</summary>
    public Gate Database { get; } = new();

    /// <summary>On the way to the database.</summary>
    public Delay DatabaseDelay { get; init; } = new(0);
}
