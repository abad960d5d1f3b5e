using Larder.Records;
using Storefront.Orders;
using Storefront.Store;
using Storefront.Users;

namespace Storefront.Lab.Racing;

/// <summary>Where the answers of a race come from: the database, or the cache in front of it.</summary>
internal sealed class RaceSources(StoreDb db, IUserDirectory users, IOrderReports reports, RecordCache<User, int> records, TimeProvider clock)
{
    /// <summary>Asks the database.</summary>
    public async Task AskAsync(RaceOrder order, int id, CancellationToken cancellationToken)
    {
        if (order.What == RaceOrder.User) await UserQueries.FindAsync(db, id, cancellationToken);
        else await ReportQueries.DashboardAsync(db, clock.GetUtcNow(), cancellationToken);
    }

    /// <summary>Asks the cache.</summary>
    public async Task ReadAsync(RaceOrder order, int id, CancellationToken cancellationToken)
    {
        if (order.What == RaceOrder.User) await users.FindAsync(id, cancellationToken);
        else await reports.DashboardAsync(cancellationToken);
    }

    /// <summary>Removes what the cache knows of the answers.</summary>
    public async Task EmptyAsync(RaceOrder order, CancellationToken cancellationToken)
    {
        if (order.What == RaceOrder.Dashboard) await reports.RefreshAsync(cancellationToken);
        else for (var id = 1; id <= order.Users; id++) await records.RemoveAsync(id, cancellationToken);
    }
}
