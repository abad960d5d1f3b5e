using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Strip;

namespace Storefront.Members;

internal sealed class MembersModel(IMemberReports reports, PageReads page) : PageModel
{
    public ImmutableArray<Member> Members { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        using (page.MeasureData()) Members = await reports.ListAsync(cancellationToken);
    }
}
