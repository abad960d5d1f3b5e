namespace Storefront.Payments;

/// <summary>The figures of all payments.</summary>
internal sealed record FinancialStats
{
    public required int Payments { get; init; }

    public required decimal Paid { get; init; }

    public required decimal Refunded { get; init; }

    public required int Failed { get; init; }

    /// <summary>The worth of orders that wait for their payment.</summary>
    public required decimal Outstanding { get; init; }
}
