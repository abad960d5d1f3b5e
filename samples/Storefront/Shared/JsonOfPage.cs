using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Storefront.Shared;

internal static class JsonOfPage
{
    /// <summary>What a page shows as JSON, in the same spelling as the API, for who is no browser.</summary>
    public static async Task<IActionResult> WriteJsonAsync<T>(this PageModel page, T value, CancellationToken cancellationToken)
    {
        await page.Response.WriteAsJsonAsync(value, cancellationToken);
        return new EmptyResult();
    }
}
