namespace Storefront.Orders;

/// <summary>Figures over all orders and payments, read through the cache.</summary>
internal interface IOrderReports
{
    ValueTask<OrderStatistics> StatisticsAsync(CancellationToken cancellationToken);

    ValueTask<DashboardStats> DashboardAsync(CancellationToken cancellationToken);
}
