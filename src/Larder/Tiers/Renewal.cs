namespace Larder.Tiers;

/// <summary>When a mark gets a new version.</summary>
public enum Renewal
{
    /// <summary>Always: all that depends on the old one is removed.</summary>
    Always,

    /// <summary>Only if it has none yet.</summary>
    IfAbsent,
}
