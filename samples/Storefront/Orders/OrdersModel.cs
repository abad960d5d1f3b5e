using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Errors;
using Storefront.Profile;
using Storefront.Shared;
using Storefront.Strip;

namespace Storefront.Orders;

/// <summary>The latest orders in a status, and a form by which who is logged in places one more.</summary>
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
        // Whose order it is, the login says, whatever else came in.
        if (User.UserId() is not { } user) return Challenge();
        var own = draft with { UserId = user };
        if (own.Problem() is { } problem) return this.Refuse(StatusCodes.Status400BadRequest, problem);
        return await book.PlaceAsync(own, cancellationToken) is null
            ? this.Refuse(StatusCodes.Status404NotFound, "There is no such product.")
            : Redirect("/orders");
    }
}
