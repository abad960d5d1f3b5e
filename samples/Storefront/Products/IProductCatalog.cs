using System.Collections.Immutable;

namespace Storefront.Products;

/// <summary>The products, read through the cache; a change removes what it makes wrong.</summary>
internal interface IProductCatalog
{
    /// <summary>One product; null when there is none, which is remembered too.</summary>
    ValueTask<Product?> FindAsync(int id, CancellationToken cancellationToken);

    ValueTask<ProductList> ListAsync(ListRange range, CancellationToken cancellationToken);

    /// <summary>The eight products that were sold most often.</summary>
    ValueTask<ImmutableArray<BestSeller>> BestSellersAsync(CancellationToken cancellationToken);

    /// <summary>One product as the database has it now, for the form that changes it.</summary>
    Task<Product?> FindForChangeAsync(int id, CancellationToken cancellationToken);

    /// <summary>Changes a product.</summary>
    /// <returns>False when there is no such product.</returns>
    Task<bool> ChangeAsync(int id, ProductChange change, CancellationToken cancellationToken);
}
