using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Errors;

namespace Storefront.Lab.Fleet;

internal sealed class CoherenceModel(PeerShops peers, CoherenceRun run) : PageModel
{
    public IReadOnlyList<string> Peers => peers.Addresses;

    public int Product { get; private set; } = 42;

    public CoherenceResult? Result { get; private set; }

    public async Task<IActionResult> OnPostAsync([FromForm] string? product, CancellationToken cancellationToken)
    {
        if (LabNumber.Read(product, 42, 1, int.MaxValue) is not { } id) return this.Refuse(StatusCodes.Status400BadRequest, "product is a number of a product.");
        Product = id;
        Result = await run.RunAsync(id, cancellationToken);
        return Result is null ? this.Refuse(StatusCodes.Status404NotFound, $"There is no product {id}.") : Page();
    }
}
