using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Members;
using Storefront.Payments;
using Storefront.Strip;

namespace Storefront.Orders;

internal sealed class DashboardModel(IOrderReports reports, IMemberReports members, IPaymentReports payments, PageReads page, TimeProvider clock) : PageModel
{
    public DashboardStats Stats { get; private set; } = null!;

    public OrderStatistics Totals { get; private set; } = null!;

    public MemberStats Members { get; private set; } = null!;

    public FinancialStats Finances { get; private set; } = null!;

    /// <summary>How long ago the database was asked for what the page shows.</summary>
    public TimeSpan Age => clock.GetUtcNow() - Stats.MadeAt;

    /// <summary>True when this very request asked the database.</summary>
    public bool IsFresh => page.Queries.Count > 0;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        using (page.MeasureData())
        {
            Stats = await reports.DashboardAsync(cancellationToken);
            Totals = await reports.StatisticsAsync(cancellationToken);
            Members = await members.StatisticsAsync(cancellationToken);
            Finances = await payments.StatisticsAsync(cancellationToken);
        }
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await reports.RefreshAsync(cancellationToken);
        return Redirect("/dashboard");
    }
}
