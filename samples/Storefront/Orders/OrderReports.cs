using Larder.Annotations;
using Storefront.Store;

namespace Storefront.Orders;

/// <summary>What the reports are made of, and how they are cached.</summary>
internal sealed class OrderReports(StoreDb db, TimeProvider clock) : IOrderReports
{
    private const string Tag = "dashboard";

    [Cached("order_stats", "Statistics", Tags = [Tag])]
    public ValueTask<OrderStatistics> StatisticsAsync(CancellationToken cancellationToken) => ReportQueries.StatisticsAsync(db, cancellationToken);

    [Cached("dashboard:stats", "Dashboard", Tags = [Tag])]
    public ValueTask<DashboardStats> DashboardAsync(CancellationToken cancellationToken) =>
        ReportQueries.DashboardAsync(db, clock.GetUtcNow(), cancellationToken);

    [Invalidates("order_stats", "militantes:list", "pagamentos:list", Patterns = ["dashboard:*"])]
    public Task RefreshAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
