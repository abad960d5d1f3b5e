using System.Text.Json;
using Storefront.Errors;
using Storefront.Shared;
using Storefront.Strip;

namespace Storefront.Products;

internal static class ProductsApi
{
    public static void MapProductsApi(this IEndpointRouteBuilder routes)
    {
        var products = routes.MapGroup("/api/products");
        products.MapGet("", ListAsync);
        products.MapGet("{id}", FindAsync);
        products.MapPut("{id}", ChangeAsync);
    }

    private static async Task<IResult> ListAsync(
        string? skip, string? limit, IProductCatalog catalog, PageReads page, JsonAnswers json, CancellationToken cancellationToken)
    {
        if (ListRange.Read(skip, limit, out var range) is { } problem) return Problem.BadRequest(problem);

        ProductList list;
        using (page.MeasureData()) list = await catalog.ListAsync(range, cancellationToken);
        return json.Of(list);
    }

    private static async Task<IResult> FindAsync(string id, IProductCatalog catalog, PageReads page, JsonAnswers json, CancellationToken cancellationToken)
    {
        if (!ProductId.TryRead(id, out var number)) return Problem.BadRequest(ProductId.Rule);

        Product? product;
        using (page.MeasureData()) product = await catalog.FindAsync(number, cancellationToken);
        return product is null ? Problem.NotFound(ProductId.Absent(number)) : json.Of(product);
    }

    private static async Task<IResult> ChangeAsync(
        string id, HttpRequest request, IProductCatalog catalog, PageReads page, CancellationToken cancellationToken)
    {
        if (!ProductId.TryRead(id, out var number)) return Problem.BadRequest(ProductId.Rule);
        if (!request.HasJsonContentType()) return Problem.UnsupportedMediaType("Send JSON: {\"name\": \"Kettle\", \"price\": 19.9, \"stock\": 3}");

        ProductChange? change;
        try
        {
            change = await request.ReadFromJsonAsync<ProductChange>(cancellationToken);
        }
        catch (JsonException)
        {
            return Problem.BadRequest("The body is not JSON with the fields name (text), price (number) and stock (whole number).");
        }

        if (change is null) return Problem.BadRequest("The body is empty. Send name, price and stock.");
        if (change.Problems() is { Count: > 0 } problems) return TypedResults.ValidationProblem(problems);
        if (!await catalog.ChangeAsync(number, change, cancellationToken)) return Problem.NotFound(ProductId.Absent(number));

        Product? product;
        using (page.MeasureData()) product = await catalog.FindAsync(number, cancellationToken);
        return product is null ? Problem.NotFound(ProductId.Absent(number)) : TypedResults.Ok(product);
    }
}
