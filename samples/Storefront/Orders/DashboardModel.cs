using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Strip;

namespace Storefront.Orders;

internal sealed class DashboardModel(IOrderReports reports, PageReads page) : PageModel
{
    public DashboardStats Stats { get; private set; } = null!;

    public OrderStatistics Totals { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        using (page.MeasureData())
        {
            Stats = await reports.DashboardAsync(cancellationToken);
            Totals = await reports.StatisticsAsync(cancellationToken);
        }
    }
}
