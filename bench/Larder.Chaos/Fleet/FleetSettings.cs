namespace Larder.Chaos.Fleet;

/// <summary>How workers are started.</summary>
/// <param name="Tier">What they share.</param>
/// <param name="Processes">How many there are.</param>
public sealed record FleetSettings(TierKind Tier, int Processes)
{
    /// <summary>The comparison to leave out.</summary>
    public string? Without { get; init; }

    /// <summary>Whether each has a proxy between itself and the server.</summary>
    public bool HasProxies { get; init; }

    /// <summary>Whether calls of the tier are held up at random.</summary>
    public bool AreHeldUp { get; init; }

    /// <summary>What they do with values that another program wrote.</summary>
    public ForeignValues ForeignValues { get; init; }
}
