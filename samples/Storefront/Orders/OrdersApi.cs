using System.Collections.Immutable;
using System.Text.Json;
using Storefront.Errors;
using Storefront.Shared;
using Storefront.Strip;

namespace Storefront.Orders;

internal static class OrdersApi
{
    public static void MapOrdersApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/orders", ListAsync);
        routes.MapPost("/api/orders", PlaceAsync);
        routes.MapGet("/api/orders/statistics", StatisticsAsync);
    }

    private static async Task<IResult> StatisticsAsync(IOrderReports reports, PageReads page, JsonAnswers json, CancellationToken cancellationToken)
    {
        OrderStatistics statistics;
        using (page.MeasureData()) statistics = await reports.StatisticsAsync(cancellationToken);
        return json.Of(statistics);
    }

    private static async Task<IResult> ListAsync(string? status, string? limit, IOrderBook book, PageReads page, CancellationToken cancellationToken)
    {
        if (OrderFilter.Read(status, limit, out var filter) is { } problem) return Problem.BadRequest(problem);
        ImmutableArray<Order> orders;
        using (page.MeasureData()) orders = await book.ListAsync(filter.Status, filter.Limit, cancellationToken);
        return TypedResults.Ok(orders);
    }

    private static async Task<IResult> PlaceAsync(HttpRequest request, IOrderBook book, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType()) return Problem.UnsupportedMediaType("Send JSON: {\"user_id\": 7, \"product_id\": 42, \"quantity\": 1}");
        OrderDraft? draft;
        try
        {
            draft = await request.ReadFromJsonAsync<OrderDraft>(cancellationToken);
        }
        catch (JsonException)
        {
            return Problem.BadRequest("The body is not JSON with the whole numbers user_id, product_id and quantity.");
        }

        if (draft is null) return Problem.BadRequest("The body is empty. Send user_id, product_id and quantity.");
        if (draft.Problem() is { } problem) return Problem.BadRequest(problem);
        return await book.PlaceAsync(draft, cancellationToken) is { } id
            ? TypedResults.Created((string?)null, new { Id = id })
            : Problem.NotFound("There is no such product, or no such user.");
    }
}
