namespace Larder.Tiers;

/// <summary>How memory hears of changes.</summary>
public enum Follow
{
    /// <summary>Not at all: memory then lives by short expiration.</summary>
    None,

    /// <summary>By asking at short intervals.</summary>
    Polled,

    /// <summary>At once.</summary>
    Pushed,
}
