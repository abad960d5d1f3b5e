namespace Storefront.Lab.Outages;

/// <summary>What visitors got while the gates stood as they did.</summary>
/// <param name="Tier">The gate before the shared tier.</param>
/// <param name="Database">The gate before the database, and the simulated delay behind it.</param>
/// <param name="Reads">How many reads there were.</param>
/// <param name="Errors">How many of them failed.</param>
internal sealed record OutageResult(string Tier, string Database, int Reads, int Errors)
{
    public int Memory { get; init; }

    public int Shared { get; init; }

    public int Loaded { get; init; }

    /// <summary>Answered by a value past its time, because loading failed.</summary>
    public int Stale { get; init; }

    /// <summary>Milliseconds that 99 of 100 reads took at most.</summary>
    public double P99 { get; init; }

    /// <summary>The slowest, in milliseconds.</summary>
    public double Slowest { get; init; }
}
