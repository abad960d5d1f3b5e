using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Storefront.Errors;

internal static class RefusingPage
{
    /// <summary>Lets the error page answer with this status and sentence.</summary>
    public static IActionResult Refuse(this PageModel page, int status, string sentence)
    {
        page.HttpContext.Features.Set(new ErrorText(sentence));
        return new StatusCodeResult(status);
    }
}
