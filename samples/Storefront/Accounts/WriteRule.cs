using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Storefront.Settings;

namespace Storefront.Accounts;

/// <summary>
/// What changes something under <c>/api</c> takes the role admin, whatever the endpoint says of itself, so that a new one is closed before anybody thinks of it.
/// In Development the API is open, for scripts. Another site's page may never write through a visitor's browser.
/// </summary>
internal sealed class WriteRule(RequestDelegate next, IOptions<StorefrontOptions> options, IHostEnvironment environment)
{
    private readonly bool _isOpen = options.Value.OpenApi ?? environment.IsDevelopment();

    public Task InvokeAsync(HttpContext context)
    {
        if (!IsWrite(context.Request)) return next(context);
        if (context.Request.Headers["Sec-Fetch-Site"] == "cross-site") return context.ForbidAsync();
        if (_isOpen || context.User.IsInRole(AccessRules.AdminRole)) return next(context);
        if (context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null) return next(context);
        return context.User.Identity?.IsAuthenticated == true ? context.ForbidAsync() : context.ChallengeAsync();
    }

    private static bool IsWrite(HttpRequest request) =>
        request.Path.StartsWithSegments("/api")
        && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);
}
