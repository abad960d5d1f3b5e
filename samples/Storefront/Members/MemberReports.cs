using System.Collections.Immutable;
using Larder.Annotations;
using Storefront.Store;

namespace Storefront.Members;

internal sealed class MemberReports(StoreDb db) : IMemberReports
{
    private const string Tag = "dashboard";

    [Cached("dashboard:militante_stats", "Dashboard", Tags = [Tag])]
    public async ValueTask<MemberStats> StatisticsAsync(CancellationToken cancellationToken) => await db.GetAsync<MemberStats>(
        """
        SELECT count(*)                                      AS members,
               (SELECT count(DISTINCT user_id) FROM orders)  AS buyers,
               coalesce(sum(is_test), 0)                     AS testMembers,
               coalesce(avg(age), 0.0)                       AS averageAge
        FROM users
        """,
        null, cancellationToken);

    [Cached("militantes:list", "Dashboard", Tags = [Tag])]
    public async ValueTask<ImmutableArray<Member>> ListAsync(CancellationToken cancellationToken) =>
        [.. await db.ListAsync<Member>(
            """
            SELECT u.id, u.display_name AS name, count(o.id) AS orders, max(o.ordered_at) AS lastOrder,
                   coalesce(sum(CASE WHEN o.status <> 'cancelled' THEN o.total_cents END), 0) / 100.0 AS spent
            FROM users u LEFT JOIN orders o ON o.user_id = u.id
            GROUP BY u.id ORDER BY spent DESC, u.id LIMIT 200
            """,
            null, cancellationToken)];
}
