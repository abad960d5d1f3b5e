using Storefront.Store;

namespace Storefront.Orders;

/// <summary>What the reports ask of the database: sums over every order and payment.</summary>
internal static class ReportQueries
{
    public static async ValueTask<OrderStatistics> StatisticsAsync(StoreDb db, CancellationToken cancellationToken) =>
        await db.GetAsync<OrderStatistics>(
            """
            SELECT count(*)                                         AS totalOrders,
                   count(CASE WHEN status = 'pending' THEN 1 END)   AS pendingOrders,
                   count(CASE WHEN status = 'completed' THEN 1 END) AS completedOrders,
                   coalesce(sum(total_cents), 0) / 100.0            AS totalRevenue
            FROM orders
            """,
            null, cancellationToken);

    public static async ValueTask<DashboardStats> DashboardAsync(StoreDb db, DateTimeOffset now, CancellationToken cancellationToken) => new(
        [.. await db.ListAsync<StatusShare>(
            "SELECT status, count(*) AS orders, sum(total_cents) / 100.0 AS amount FROM orders GROUP BY status ORDER BY orders DESC, status",
            null, cancellationToken)],
        [.. await RevenueByAsync(db, 10, cancellationToken)],
        [.. await RevenueByAsync(db, 7, cancellationToken)],
        [.. await db.ListAsync<ProductRevenue>(
            """
            SELECT p.id, p.name, s.sold, s.cents / 100.0 AS revenue
            FROM (SELECT product_id, sum(quantity) AS sold, sum(total_cents) AS cents FROM orders WHERE status <> 'cancelled'
                  GROUP BY product_id ORDER BY cents DESC, product_id LIMIT 10) s
            JOIN products p ON p.id = s.product_id
            ORDER BY s.cents DESC, p.id
            """,
            null, cancellationToken)],
        [.. await db.ListAsync<PaymentShare>(
            """
            SELECT method,
                   count(CASE WHEN status = 'paid' THEN 1 END)     AS paid,
                   count(CASE WHEN status = 'refunded' THEN 1 END) AS refunded,
                   count(CASE WHEN status = 'failed' THEN 1 END)   AS failed,
                   coalesce(sum(CASE WHEN status = 'paid' THEN amount_cents END), 0) / 100.0 AS amount
            FROM payments GROUP BY method ORDER BY amount DESC, method
            """,
            null, cancellationToken)])
    {
        MadeAt = now,
    };

    /// <param name="db">The database.</param>
    /// <param name="characters">How much of the time names the period: 7 a month, 10 a day.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    private static Task<List<PeriodRevenue>> RevenueByAsync(StoreDb db, int characters, CancellationToken cancellationToken) =>
        db.ListAsync<PeriodRevenue>(
            """
            SELECT substr(ordered_at, 1, @characters) AS period, count(*) AS orders, sum(total_cents) / 100.0 AS revenue
            FROM orders WHERE status <> 'cancelled' GROUP BY 1 ORDER BY 1
            """,
            new { characters }, cancellationToken);
}
