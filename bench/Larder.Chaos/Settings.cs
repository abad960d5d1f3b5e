namespace Larder.Chaos;

/// <summary>How the caches of a run are set, which says what they promise.</summary>
public static class Settings
{
    /// <summary>The bound Y.</summary>
    public static readonly TimeSpan StalenessBound = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan DetachedExpiration = TimeSpan.FromMilliseconds(500);

    public static readonly TimeSpan CommandTimeout = TimeSpan.FromMilliseconds(250);

    public static readonly TimeSpan BreakerOpenFor = TimeSpan.FromMilliseconds(200);

    public static readonly TimeSpan LeaseFor = TimeSpan.FromSeconds(2);

    public static readonly TimeSpan LoadTimeout = TimeSpan.FromSeconds(10);

    /// <summary>A call of the tier that took so long may count as lost: the guard's own clock may have been faster.</summary>
    public static readonly TimeSpan SlowCall = TimeSpan.FromMilliseconds(150);
}
