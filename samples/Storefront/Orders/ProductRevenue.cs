namespace Storefront.Orders;

/// <summary>What one product brought in.</summary>
internal sealed record ProductRevenue
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    public required int Sold { get; init; }

    public required decimal Revenue { get; init; }
}
