namespace Storefront.Products;

/// <summary>One product with everything that its page shows.</summary>
internal sealed record Product
{
    public required int Id { get; init; }

    public required string Sku { get; init; }

    public required string Name { get; init; }

    public required string Category { get; init; }

    public required string Description { get; init; }

    public required decimal Price { get; init; }

    public required int Stock { get; init; }
}
