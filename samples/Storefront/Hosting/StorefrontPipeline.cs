using Storefront.Figures;
using Storefront.Heavy;
using Storefront.Home;
using Storefront.Lab;
using Storefront.Orders;
using Storefront.Products;
using Storefront.Profile;
using Storefront.Strip;
using Storefront.Users;
using Storefront.Views;

namespace Storefront.Hosting;

/// <summary>The way of a request through the shop.</summary>
internal static class StorefrontPipeline
{
    public static void UseStorefront(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseStaticFiles();
        app.UseMiddleware<PageReadsMiddleware>();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error/500",
            StatusCodeSelector = static error =>
                error is BadHttpRequestException refused ? refused.StatusCode : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        app.UseRouting();
        app.UseAccounts();

        app.MapRazorPages();
        app.MapHomeText();
        app.MapHeavyText();
        app.MapProductsApi();
        app.MapUsersApi();
        app.MapUserWritesApi();
        app.MapViewsApi();
        app.MapOrdersApi();
        app.MapFiguresApi();
        app.MapProfileApi();
        app.MapHealthPages();
        app.MapCacheAdmin();
        app.MapMetrics();
        app.MapLabApi();
    }
}
