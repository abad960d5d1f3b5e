using Storefront.Store;

namespace Storefront.Views;

internal static class ViewsApi
{
    public static void MapViewsApi(this IEndpointRouteBuilder routes) => routes.MapGet("/api/views", static async (StoreDb db, CancellationToken cancellationToken) =>
        TypedResults.Ok(await db.ListAsync<ViewRow>("SELECT page, views FROM page_views ORDER BY views DESC, page LIMIT 20", null, cancellationToken)));
}
