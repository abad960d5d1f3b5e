using Microsoft.Extensions.Options;
using Storefront.Heavy;
using Storefront.Settings;
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
        app.MapGet("/api/heavy/computations", (HeavyTotals totals) => TypedResults.Ok(new { totals.Computations }));
    }
}
