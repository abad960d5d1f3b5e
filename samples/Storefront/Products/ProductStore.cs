using Larder.Backing;
using Storefront.Store;

namespace Storefront.Products;

/// <summary>The table of products as a change writes it: the database first, then the cache has the new product.</summary>
internal sealed class ProductStore(StoreDb db) : IBackingStore<int, Product>
{
    public ValueTask<Product?> LoadAsync(int key, CancellationToken cancellationToken) => ProductQueries.FindAsync(db, key, cancellationToken);

    public async ValueTask<IEnumerable<KeyValuePair<int, Product>>> LoadManyAsync(IReadOnlyList<int> keys, CancellationToken cancellationToken) =>
        (await ProductQueries.FindManyAsync(db, keys, cancellationToken)).Select(static product => KeyValuePair.Create(product.Id, product));

    public async ValueTask WriteAsync(IReadOnlyList<StoreWrite<int, Product>> writes, CancellationToken cancellationToken)
    {
        foreach (var write in writes)
        {
            if (write.Value is not { } product) throw new NotSupportedException("The shop deletes no products: orders name them.");
            await ProductQueries.SaveAsync(db, product, cancellationToken);
        }
    }
}
