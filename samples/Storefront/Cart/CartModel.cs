using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Errors;
using Storefront.Products;
using Storefront.Strip;

namespace Storefront.Cart;

internal sealed class CartModel(IProductCatalog catalog, PageReads page) : PageModel
{
    public IReadOnlyList<CartLine> Lines { get; private set; } = [];

    public decimal Sum => Lines.Sum(static line => line.Sum);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await HttpContext.Session.LoadAsync(cancellationToken);
        List<CartLine> lines = [];
        using (page.MeasureData())
            foreach (var (id, count) in SessionCart.Content(HttpContext.Session))
                if (await catalog.FindAsync(id, cancellationToken) is { } product) lines.Add(new CartLine(product, count));
        Lines = lines;
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string? product, CancellationToken cancellationToken)
    {
        if (!ProductId.TryRead(product, out var id)) return this.Refuse(StatusCodes.Status400BadRequest, ProductId.Rule);
        if (await catalog.FindAsync(id, cancellationToken) is null) return this.Refuse(StatusCodes.Status404NotFound, ProductId.Absent(id));

        await HttpContext.Session.LoadAsync(cancellationToken);
        if (!HttpContext.Session.IsAvailable) return Away();
        if (!SessionCart.Add(HttpContext.Session, id)) return this.Refuse(StatusCodes.Status400BadRequest, "The cart is full.");
        return await KeepAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostRemoveAsync([FromForm] string? product, CancellationToken cancellationToken)
    {
        if (!ProductId.TryRead(product, out var id)) return this.Refuse(StatusCodes.Status400BadRequest, ProductId.Rule);

        await HttpContext.Session.LoadAsync(cancellationToken);
        if (!HttpContext.Session.IsAvailable) return Away();
        SessionCart.Remove(HttpContext.Session, id);
        return await KeepAsync(cancellationToken);
    }

    // Before the answer: who follows the redirect, to whichever instance, finds the cart as it is now.
    private async Task<IActionResult> KeepAsync(CancellationToken cancellationToken)
    {
        await HttpContext.Session.CommitAsync(cancellationToken);
        return HttpContext.Session.IsAvailable ? Redirect("/cart") : Away();
    }

    private IActionResult Away() =>
        this.Refuse(StatusCodes.Status503ServiceUnavailable, "Carts can't be kept just now: the place where they are does not answer. Try again.");
}
