namespace Larder.Tiers;

/// <summary>How one kind of traffic with a tier does.</summary>
/// <param name="Problem">Why the last call failed; null while calls get through.</param>
/// <param name="AwayFor">Since when none did.</param>
internal readonly record struct LaneCondition(string? Problem, TimeSpan AwayFor)
{
    public bool IsLost => Problem is not null;
}
