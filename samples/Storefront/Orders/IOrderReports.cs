namespace Storefront.Orders;

/// <summary>Figures over all orders and payments, read through the cache.</summary>
internal interface IOrderReports
{
    ValueTask<OrderStatistics> StatisticsAsync(CancellationToken cancellationToken);

    ValueTask<DashboardStats> DashboardAsync(CancellationToken cancellationToken);

    /// <summary>Removes all that the dashboard shows, so that the next look asks the database.</summary>
    Task RefreshAsync(CancellationToken cancellationToken);
}
