namespace Storefront.Products;

/// <summary>A product that sold well.</summary>
internal sealed record BestSeller
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    public required string Category { get; init; }

    public required decimal Price { get; init; }

    public required int Sold { get; init; }
}
