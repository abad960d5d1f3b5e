using System.Collections.Immutable;

namespace Storefront.Orders;

/// <summary>What the dashboard shows beside the order statistics. Immutable, so that the cache hands out one object to all.</summary>
internal sealed record DashboardStats(
    ImmutableArray<StatusShare> Statuses,
    ImmutableArray<PeriodRevenue> Days,
    ImmutableArray<PeriodRevenue> Months,
    ImmutableArray<ProductRevenue> TopProducts,
    ImmutableArray<PaymentShare> Payments)
{
    /// <summary>When the database was asked.</summary>
    public required DateTimeOffset MadeAt { get; init; }
}
