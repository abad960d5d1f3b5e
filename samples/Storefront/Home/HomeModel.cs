using Larder.Counting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Products;
using Storefront.Shared;
using Storefront.Strip;

namespace Storefront.Home;

internal sealed class HomeModel(ICounters counters, IProductCatalog catalog, PageReads page) : PageModel
{
    private const string Counter = "hits";

    /// <summary>How often this page was seen, this time included.</summary>
    public long Seen { get; private set; }

    public IReadOnlyList<BestSeller> BestSellers { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        // One step that adds and answers: two visitors never see the same number.
        Seen = await counters.AddAsync(Counter, cancellationToken: cancellationToken);
        if (!Request.WantsHtml())
            return Content($"Hello World! I have been seen {Seen} times.\n", "text/plain; charset=utf-8");

        using (page.MeasureData()) BestSellers = await catalog.BestSellersAsync(cancellationToken);
        return Page();
    }
}
