using Storefront.Accounts;

namespace Storefront.Hosting;

internal static class AccountPipeline
{
    /// <summary>Who asks, and whether they may; after the route is known.</summary>
    public static void UseAccounts(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<WriteRule>();
        app.UseWhen(SessionPages.Has, static pages => pages.UseMiddleware<SessionPages>().UseSession());
    }
}
