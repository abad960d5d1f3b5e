using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Errors;
using Storefront.Shared;
using Storefront.Strip;

namespace Storefront.Orders;

/// <summary>The latest orders in a status, and a form that places one more.</summary>
internal sealed class OrdersModel(IOrderBook book, PageReads page) : PageModel
{
    public string Status { get; private set; } = OrderFilter.All;

    public ImmutableArray<Order> Orders { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (OrderFilter.Read(Request.Query["status"], Request.Query["limit"], out var filter) is { } problem)
            return this.Refuse(StatusCodes.Status400BadRequest, problem);

        Status = filter.Status;
        using (page.MeasureData()) Orders = await book.ListAsync(filter.Status, filter.Limit, cancellationToken);
        return Request.WantsHtml() ? Page() : await this.WriteJsonAsync(Orders, cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync([FromForm] OrderDraft draft, CancellationToken cancellationToken)
    {
        if (draft.Problem() is { } problem) return this.Refuse(StatusCodes.Status400BadRequest, problem);
        return await book.PlaceAsync(draft, cancellationToken) is null
            ? this.Refuse(StatusCodes.Status404NotFound, "There is no such product, or no such user.")
            : Redirect("/orders");
    }
}
