using Larder;
using Storefront.Store;
using Storefront.Strip;

namespace Storefront.Orders;

internal sealed class OrderReports(ICache cache, ReportRules rules, PageReads page, StoreDb db) : IOrderReports
{
    public ValueTask<OrderStatistics> StatisticsAsync(CancellationToken cancellationToken) => cache.GetOrLoadAsync<StoreDb, OrderStatistics>(
        ReportRules.StatisticsKey, db, static (db, _, token) => ReportQueries.StatisticsAsync(db, token),
        rules.Statistics.For(page), cancellationToken);

    public ValueTask<DashboardStats> DashboardAsync(CancellationToken cancellationToken) => cache.GetOrLoadAsync<StoreDb, DashboardStats>(
        ReportRules.DashboardKey, db, static (db, _, token) => ReportQueries.DashboardAsync(db, token),
        rules.Dashboard.For(page), cancellationToken);
}
