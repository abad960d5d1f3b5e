namespace Storefront.Products;

/// <summary>A part of the product list, and how many products there are in all.</summary>
internal sealed record ProductList(IReadOnlyList<Product> Items, int Total, int Skip, int Limit);
