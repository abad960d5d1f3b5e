namespace Larder.Inspection;

/// <summary>How a shared tier does, seen from this process.</summary>
/// <param name="Name">Its short name: <c>sqlite</c>, <c>redis</c>.</param>
/// <param name="Reads">Whether it answers reads.</param>
/// <param name="Writes">Whether it takes writes, as far as the last ones tell.</param>
/// <param name="Problem">Why not; null when it does both.</param>
/// <param name="AwayForMs">For how long, in milliseconds; null when it does both.</param>
public sealed record TierReport(string Name, bool Reads, bool Writes, string? Problem, double? AwayForMs)
{
    /// <summary>How long ago it last proved that memory has heard of all changes, in milliseconds; null: nothing is proven now.</summary>
    public double? ProofAgeMs { get; init; }

    /// <summary>How long the last change that was measured took to be heard, in milliseconds; null: none was measured yet.</summary>
    public double? LagMs { get; init; }
}
