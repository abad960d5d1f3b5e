namespace Storefront.Hosting;

/// <summary>What every answer carries, also that of an error: nothing but our own style and pictures, no frame around us, no guessing of types.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        // When the answer starts: an error handler clears what was set before.
        context.Response.OnStarting(static response =>
        {
            Set(((HttpResponse)response).Headers);
            return Task.CompletedTask;
        }, context.Response);
        return next(context);
    });

    private static void Set(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        // A browser that kept pages itself would hide what the cache does. Files with a version in their address set their own.
        if (headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
    }
}
