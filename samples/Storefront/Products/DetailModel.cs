using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Errors;
using Storefront.Strip;
using Storefront.Views;

namespace Storefront.Products;

internal sealed class DetailModel(IProductCatalog catalog, ViewCounter views, PageReads page) : PageModel
{
    public Product Product { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        if (!ProductId.TryRead(id, out var number)) return this.Refuse(StatusCodes.Status400BadRequest, ProductId.Rule);

        Product? product;
        using (page.MeasureData()) product = await catalog.FindAsync(number, cancellationToken);
        if (product is null) return this.Refuse(StatusCodes.Status404NotFound, ProductId.Absent(number));

        Product = product;
        views.CountWhenSent(Response, $"/products/{number}");
        return Page();
    }
}
