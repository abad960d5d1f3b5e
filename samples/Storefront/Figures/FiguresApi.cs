using Microsoft.Extensions.Options;
using Storefront.Heavy;
using Storefront.Settings;
using Storefront.Shared;
using Storefront.Store;

namespace Storefront.Figures;

/// <summary>Totals of this process since its start, for those who measure it.</summary>
internal static class FiguresApi
{
    public static void MapFiguresApi(this WebApplication app)
    {
        var wanted = app.Services.GetRequiredService<IOptions<StorefrontOptions>>().Value.Figures;
        if (!(wanted ?? app.Environment.IsDevelopment())) return;

        app.MapGet("/api/queries", (QueryTotals totals) => TypedResults.Ok(new { Queries = totals.Count }));
        app.MapConstant();
        app.MapGet("/api/heavy/computations", (HeavyTotals totals) => TypedResults.Ok(new { totals.Computations }));
    }

    /// <summary>A route that answers what it was given last: what any route of this application costs without finding out what to say.</summary>
    private static void MapConstant(this WebApplication app)
    {
        var answer = new BytesAnswer([], "text/plain");
        app.MapPut("/api/constant", async (HttpRequest request, CancellationToken cancellationToken) =>
        {
            using var given = new MemoryStream();
            await request.Body.CopyToAsync(given, cancellationToken);
            answer = new BytesAnswer(given.ToArray(), request.ContentType ?? "text/plain");
            return TypedResults.NoContent();
        }).AllowAnonymous();
        app.MapGet("/api/constant", () => answer);
    }
}
