using System.Collections.Immutable;
using Larder.Annotations;
using Storefront.Store;
using Storefront.Store.Seeding;

namespace Storefront.Orders;

internal sealed class OrderBook(StoreDb db, TimeProvider clock) : IOrderBook
{
    private const string Tag = "orders";

    [Cached("orders:{status}:{limit}", "2m", Tags = [Tag])]
    public async ValueTask<ImmutableArray<Order>> ListAsync(string status, int limit, CancellationToken cancellationToken) =>
        [.. await db.ListAsync<Order>(
            """
            SELECT o.id, o.status, o.ordered_at AS orderedAt, u.display_name AS customer, o.product_id AS productId, p.name AS product, o.quantity,
                   o.total_cents / 100.0 AS total
            FROM orders o JOIN users u ON u.id = o.user_id JOIN products p ON p.id = o.product_id
            WHERE @status = 'all' OR o.status = @status
            ORDER BY o.id DESC LIMIT @limit
            """,
            new { status, limit }, cancellationToken)];

    // All that a sale changes: the lists of orders, and every sum. After the end, as a sale that threw may be in the database all the same.
    [Invalidates("order_stats", Tags = [Tag, "dashboard"], Patterns = ["dashboard:*"], When = InvalidationTime.AfterEnd)]
    public Task<int?> PlaceAsync(OrderDraft draft, CancellationToken cancellationToken) => db.FindAsync<int?>(
        """
        INSERT INTO orders (user_id, product_id, quantity, total_cents, status, ordered_at)
        SELECT u.id, p.id, @Quantity, p.price_cents * @Quantity, 'pending', @at
        FROM products p JOIN users u ON u.id = @UserId WHERE p.id = @ProductId
        RETURNING id
        """,
        new { draft.UserId, draft.ProductId, draft.Quantity, at = SeedPlan.Text(clock.GetUtcNow().UtcDateTime) }, cancellationToken);
}
