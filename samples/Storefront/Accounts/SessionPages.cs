using Storefront.Errors;

namespace Storefront.Accounts;

/// <summary>
/// The pages that have a session: those of the cart and of logging in. All others do without: a session begins with work for each visitor. Where no session can
/// be kept, these pages say so.
/// </summary>
internal sealed class SessionPages(RequestDelegate next, KeyRingState ring)
{
    public static bool Has(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/cart") || context.Request.Path.StartsWithSegments("/login") || context.Request.Path.StartsWithSegments("/logout");

    public Task InvokeAsync(HttpContext context)
    {
        if (ring.IsReadable()) return next(context);
        context.Features.Set(new ErrorText("Carts and logins can't be kept just now: the place where they are does not answer. Try again."));
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    }
}
