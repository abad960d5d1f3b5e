using System.Collections.Immutable;
using Larder;
using Larder.Backing;
using Storefront.Store;
using Storefront.Strip;

namespace Storefront.Products;

internal sealed class ProductCatalog(ICache cache, ICachedStore<int, Product> products, ProductRules rules, PageReads page, StoreDb db) : IProductCatalog
{
    public ValueTask<Product?> FindAsync(int id, CancellationToken cancellationToken) => cache.GetOrLoadAsync<(StoreDb Db, int Id), Product?>(
        ProductRules.ProductKey(id), (db, id), static (from, _, token) => ProductQueries.FindAsync(from.Db, from.Id, token),
        rules.Product.For(page), cancellationToken);

    public ValueTask<ProductList> ListAsync(ListRange range, CancellationToken cancellationToken) => cache.GetOrLoadAsync<(StoreDb Db, ListRange Range), ProductList>(
        range.Key, (db, range), static (from, _, token) => ProductQueries.ListAsync(from.Db, from.Range, token),
        rules.List.For(page), cancellationToken);

    public ValueTask<ImmutableArray<BestSeller>> BestSellersAsync(CancellationToken cancellationToken) => cache.GetOrLoadAsync<StoreDb, ImmutableArray<BestSeller>>(
        ProductRules.BestSellersKey, db, static (db, _, token) => ProductQueries.BestSellersAsync(db, token),
        rules.List.For(page), cancellationToken);

    public Task<Product?> FindForChangeAsync(int id, CancellationToken cancellationToken) =>
        ProductQueries.FindAsync(db, id, cancellationToken).AsTask();

    public async Task<bool> ChangeAsync(int id, ProductChange change, CancellationToken cancellationToken)
    {
        if (await FindForChangeAsync(id, cancellationToken) is not { } product) return false;
        try
        {
            await products.SaveAsync(id, change.Of(product), cancellationToken);
            return true;
        }
        finally
        {
            // After the write, whatever became of it, and also when the client has gone: a removal too many costs one load, one too few
            // shows the old price for minutes.
            await cache.RemoveByTagAsync(ProductRules.ListTag, CancellationToken.None);
        }
    }
}
