namespace Larder.Inspection;

/// <summary>How a cache does.</summary>
public enum CacheCondition
{
    /// <summary>All of it works.</summary>
    Healthy,

    /// <summary>It serves, and something is away: the reasons say what.</summary>
    Degraded,

    /// <summary>It can't do what was promised: the reasons say what.</summary>
    Unhealthy,
}
