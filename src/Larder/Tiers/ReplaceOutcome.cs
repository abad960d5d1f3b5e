namespace Larder.Tiers;

/// <summary>What came of a write.</summary>
public enum ReplaceOutcome
{
    /// <summary>The slot holds what was written.</summary>
    Done,

    /// <summary>The slot held another version than expected and was left as it is.</summary>
    Changed,
}
