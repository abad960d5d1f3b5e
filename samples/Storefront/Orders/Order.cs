namespace Storefront.Orders;

/// <summary>An order in the list.</summary>
internal sealed record Order
{
    public required int Id { get; init; }

    public required string Status { get; init; }

    /// <summary>ISO 8601 in UTC.</summary>
    public required string OrderedAt { get; init; }

    public required string Customer { get; init; }

    public required int ProductId { get; init; }

    public required string Product { get; init; }

    public required int Quantity { get; init; }

    public required decimal Total { get; init; }
}
