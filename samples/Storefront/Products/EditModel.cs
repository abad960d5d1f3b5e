using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Errors;
using Storefront.Strip;

namespace Storefront.Products;

/// <summary>The form that changes a product. It shows what the database has, not what the cache remembers.</summary>
internal sealed class EditModel(IProductCatalog catalog, PageReads page) : PageModel
{
    public int Id { get; private set; }

    /// <summary>What the fields show: the product, or what the visitor typed.</summary>
    public EditForm Fields { get; private set; } = new("", "", "");

    /// <summary>What is wrong, by field.</summary>
    public Dictionary<string, string[]> Problems { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        if (!ProductId.TryRead(id, out var number)) return this.Refuse(StatusCodes.Status400BadRequest, ProductId.Rule);

        Product? product;
        using (page.MeasureData()) product = await catalog.FindForChangeAsync(number, cancellationToken);
        if (product is null) return this.Refuse(StatusCodes.Status404NotFound, ProductId.Absent(number));

        (Id, Fields) = (number, EditForm.Of(product));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, [FromForm] EditForm fields, CancellationToken cancellationToken)
    {
        if (!ProductId.TryRead(id, out var number)) return this.Refuse(StatusCodes.Status400BadRequest, ProductId.Rule);

        (Id, Fields) = (number, fields);
        var change = fields.Read();
        Problems = change.Problems();
        if (Problems.Count > 0)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        return await catalog.ChangeAsync(number, change, cancellationToken)
            ? Redirect($"/products/{number}")
            : this.Refuse(StatusCodes.Status404NotFound, ProductId.Absent(number));
    }
}
