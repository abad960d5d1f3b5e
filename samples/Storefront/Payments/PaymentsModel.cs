using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Strip;

namespace Storefront.Payments;

internal sealed class PaymentsModel(IPaymentReports reports, PageReads page) : PageModel
{
    public ImmutableArray<Payment> Payments { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        using (page.MeasureData()) Payments = await reports.ListAsync(cancellationToken);
    }
}
