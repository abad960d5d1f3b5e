namespace Storefront.Orders;

/// <summary>The orders in one status.</summary>
internal sealed record StatusShare
{
    public required string Status { get; init; }

    public required int Orders { get; init; }

    public required decimal Amount { get; init; }
}
