using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Errors;
using Storefront.Strip;

namespace Storefront.Users;

internal sealed class UsersModel(IUserDirectory directory, PageReads page) : PageModel
{
    private const int OnAPage = 25;

    public UserList List { get; private set; } = new([], 0, OnAPage);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        string? limit = Request.Query["limit"];
        if (!UserRules.TryRange(Request.Query["skip"], string.IsNullOrEmpty(limit) ? $"{OnAPage}" : limit, out var range))
            return this.Refuse(StatusCodes.Status400BadRequest, UserRules.RangeRule);

        using (page.MeasureData()) List = await directory.ListAsync(range, cancellationToken);
        return Page();
    }

    public string Address(int skip) => $"/users?skip={Math.Max(0, skip)}&limit={List.Limit}";
}
