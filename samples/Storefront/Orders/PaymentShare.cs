namespace Storefront.Orders;

/// <summary>The payments by one method.</summary>
internal sealed record PaymentShare
{
    public required string Method { get; init; }

    public required int Paid { get; init; }

    public required int Refunded { get; init; }

    public required int Failed { get; init; }

    /// <summary>The sum of what was paid and not given back.</summary>
    public required decimal Amount { get; init; }
}
