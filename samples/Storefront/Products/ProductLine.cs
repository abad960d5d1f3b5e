namespace Storefront.Products;

/// <summary>One product as a line of the list.</summary>
internal sealed record ProductLine
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    public required string Category { get; init; }

    public required decimal Price { get; init; }

    public required int Stock { get; init; }
}
