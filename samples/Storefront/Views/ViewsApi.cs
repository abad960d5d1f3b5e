using System.Globalization;
using Storefront.Advertising;
using Storefront.Errors;
using Storefront.Store;

namespace Storefront.Views;

internal static class ViewsApi
{
    public static void MapViewsApi(this IEndpointRouteBuilder routes) => routes.MapGet("/api/views", AnswerAsync);

    /// <summary>The views of product pages as the database has them; with a day, those of the advertisement as its counters have them. Who came is told to admins; others find themselves alone.</summary>
    private static async Task<IResult> AnswerAsync(string? day, StoreDb db, AdFigures figures, VisitorCookie cookie, HttpContext context)
    {
        var cancellationToken = context.RequestAborted;
        if (day is null)
            return TypedResults.Ok(await db.ListAsync<ViewRow>("SELECT page, views FROM page_views ORDER BY views DESC, page LIMIT 20", null, cancellationToken));

        return DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked)
            ? TypedResults.Ok(await figures.DayAsync(asked, Onlooker.Of(context.User, cookie.Read(context.Request)), cancellationToken))
            : Problem.BadRequest("day is a day such as 2026-03-31.");
    }
}
