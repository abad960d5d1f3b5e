using System.Collections.Immutable;
using Larder.Annotations;
using Larder.Backing;
using Storefront.Store;

namespace Storefront.Products;

/// <summary>What the products are read from, and how that is cached.</summary>
internal sealed class ProductCatalog(ICachedStore<int, Product> products, StoreDb db) : IProductCatalog
{
    /// <summary>On every value that shows several products; removed when one of them changes.</summary>
    private const string ListTag = "products:list";

    [Cached("product:{id}")]
    public ValueTask<Product?> FindAsync(int id, CancellationToken cancellationToken) => ProductQueries.FindAsync(db, id, cancellationToken);

    [Cached("products:list:{range.Skip}:{range.Limit}", "Short", Tags = [ListTag])]
    public ValueTask<ProductList> ListAsync(ListRange range, CancellationToken cancellationToken) => ProductQueries.ListAsync(db, range, cancellationToken);

    [Cached("products:best-sellers", "Short", Tags = [ListTag])]
    public ValueTask<ImmutableArray<BestSeller>> BestSellersAsync(CancellationToken cancellationToken) => ProductQueries.BestSellersAsync(db, cancellationToken);

    public Task<Product?> FindForChangeAsync(int id, CancellationToken cancellationToken) =>
        ProductQueries.FindAsync(db, id, cancellationToken).AsTask();

    // After the write, whatever became of it: a removal too many costs one load, one too few shows the old price for minutes.
    [Invalidates(Tags = [ListTag], When = InvalidationTime.AfterEnd)]
    public async Task<bool> ChangeAsync(int id, ProductChange change, CancellationToken cancellationToken)
    {
        if (await FindForChangeAsync(id, cancellationToken) is not { } product) return false;
        await products.SaveAsync(id, change.Of(product), cancellationToken);
        return true;
    }
}
