using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Shared;
using Storefront.Strip;

namespace Storefront.Orders;

/// <summary>The four figures of all orders: a page for browsers, JSON for everybody else.</summary>
internal sealed class OrderStatsModel(IOrderReports reports, PageReads page) : PageModel
{
    public OrderStatistics Statistics { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        using (page.MeasureData()) Statistics = await reports.StatisticsAsync(cancellationToken);
        return Request.WantsHtml() ? Page() : await this.WriteJsonAsync(Statistics, cancellationToken);
    }
}
