namespace Storefront.Orders;

/// <summary>What the dashboard shows beside the order statistics.</summary>
internal sealed record DashboardStats(
    IReadOnlyList<StatusShare> Statuses,
    IReadOnlyList<PeriodRevenue> Days,
    IReadOnlyList<PeriodRevenue> Months,
    IReadOnlyList<ProductRevenue> TopProducts,
    IReadOnlyList<PaymentShare> Payments);
