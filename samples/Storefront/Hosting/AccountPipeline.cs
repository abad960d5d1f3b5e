using Storefront.Accounts;

namespace Storefront.Hosting;

internal static class AccountPipeline
{
    /// <summary>Who asks, and whether they may; after the route is known. The API has no session.</summary>
    public static void UseAccounts(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<WriteRule>();
        app.UseWhen(static context => !context.Request.Path.StartsWithSegments("/api"), static pages => pages.UseSession());
    }
}
