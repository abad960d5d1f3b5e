using Larder.Counting;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Products;
using Storefront.Strip;

namespace Storefront.Home;

internal sealed class HomeModel(ICounters counters, IProductCatalog catalog, PageReads page) : PageModel
{
    /// <summary>How often this page was seen, this time included.</summary>
    public long Seen { get; private set; }

    public IReadOnlyList<BestSeller> BestSellers { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        // One step that adds and answers: two visitors never see the same number.
        Seen = await counters.AddAsync(HomeText.Counter, cancellationToken: cancellationToken);
        using (page.MeasureData()) BestSellers = await catalog.BestSellersAsync(cancellationToken);
    }
}
