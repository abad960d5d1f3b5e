using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Errors;
using Storefront.Strip;

namespace Storefront.Products;

internal sealed class ListModel(IProductCatalog catalog, PageReads page) : PageModel
{
    public ProductList List { get; private set; } = new([], 0, 0, 0);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (ListRange.Read(Request.Query["skip"], Request.Query["limit"], out var range) is { } problem)
            return this.Refuse(StatusCodes.Status400BadRequest, problem);

        using (page.MeasureData()) List = await catalog.ListAsync(range, cancellationToken);
        return Page();
    }

    public string Address(int skip) => $"/products?skip={Math.Max(0, skip)}&limit={List.Limit}";
}
