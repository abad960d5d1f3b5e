namespace Storefront.Orders;

/// <summary>The four figures of all orders.</summary>
internal sealed record OrderStatistics
{
    public required int TotalOrders { get; init; }

    public required int PendingOrders { get; init; }

    public required int CompletedOrders { get; init; }

    /// <summary>The sum of all orders' amounts.</summary>
    public required decimal TotalRevenue { get; init; }
}
