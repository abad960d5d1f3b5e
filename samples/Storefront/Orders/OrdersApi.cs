using Storefront.Strip;

namespace Storefront.Orders;

internal static class OrdersApi
{
    public static void MapOrdersApi(this IEndpointRouteBuilder routes) => routes.MapGet("/api/orders/statistics", StatisticsAsync);

    private static async Task<IResult> StatisticsAsync(IOrderReports reports, PageReads page, CancellationToken cancellationToken)
    {
        OrderStatistics statistics;
        using (page.MeasureData()) statistics = await reports.StatisticsAsync(cancellationToken);
        return TypedResults.Ok(statistics);
    }
}
