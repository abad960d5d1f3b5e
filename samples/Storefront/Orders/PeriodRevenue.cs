namespace Storefront.Orders;

/// <summary>What was sold in one day or month.</summary>
internal sealed record PeriodRevenue
{
    /// <summary>The day as 2026-03-31, the month as 2026-03.</summary>
    public required string Period { get; init; }

    public required int Orders { get; init; }

    public required decimal Revenue { get; init; }
}
