using System.Collections.Immutable;

namespace Storefront.Products;

/// <summary>A part of the product list, and how many products there are in all. Immutable, so that the cache hands out one object to all.</summary>
internal sealed record ProductList(ImmutableArray<Product> Items, int Total, int Skip, int Limit);
