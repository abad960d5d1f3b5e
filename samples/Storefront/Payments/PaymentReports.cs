using System.Collections.Immutable;
using Larder.Annotations;
using Storefront.Store;

namespace Storefront.Payments;

internal sealed class PaymentReports(StoreDb db) : IPaymentReports
{
    private const string Tag = "dashboard";

    [Cached("dashboard:financial_stats", "Dashboard", Tags = [Tag])]
    public async ValueTask<FinancialStats> StatisticsAsync(CancellationToken cancellationToken) => await db.GetAsync<FinancialStats>(
        """
        SELECT count(*)                                                                     AS payments,
               coalesce(sum(CASE WHEN status = 'paid' THEN amount_cents END), 0) / 100.0     AS paid,
               coalesce(sum(CASE WHEN status = 'refunded' THEN amount_cents END), 0) / 100.0 AS refunded,
               count(CASE WHEN status = 'failed' THEN 1 END)                                 AS failed,
               (SELECT coalesce(sum(total_cents), 0) FROM orders WHERE status = 'pending') / 100.0 AS outstanding
        FROM payments
        """,
        null, cancellationToken);

    [Cached("pagamentos:list", "Dashboard", Tags = [Tag])]
    public async ValueTask<ImmutableArray<Payment>> ListAsync(CancellationToken cancellationToken) =>
        [.. await db.ListAsync<Payment>(
            """
            SELECT id, order_id AS orderId, method, status, amount_cents / 100.0 AS amount, paid_at AS paidAt
            FROM payments ORDER BY id DESC LIMIT 200
            """,
            null, cancellationToken)];
}
