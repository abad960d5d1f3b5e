namespace Storefront.Lab.Racing;

/// <summary>What one side of a race took.</summary>
/// <param name="Asked">How many queries ran; fewer than ordered when the time was over.</param>
/// <param name="Seconds">How long all of them took together.</param>
/// <param name="Queries">How many statements the database got meanwhile, as its connections count them.</param>
internal sealed record RaceSide(int Asked, double Seconds, long Queries)
{
    /// <summary>Half of the queries took no longer than so many milliseconds.</summary>
    public double P50 { get; init; }

    /// <summary>All but one in a hundred.</summary>
    public double P99 { get; init; }

    /// <summary>How many queries fell into each step of the scale.</summary>
    public IReadOnlyList<int> Steps { get; init; } = [];

    public double PerSecond => Seconds > 0 ? Asked / Seconds : 0;
}
