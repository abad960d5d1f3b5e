using System.Collections.Immutable;
using Storefront.Store;

namespace Storefront.Products;

/// <summary>What the products ask of the database.</summary>
internal static class ProductQueries
{
    private const string Columns = "id, sku, name, category, description, price_cents / 100.0 AS price, stock";

    public static async ValueTask<Product?> FindAsync(StoreDb db, int id, CancellationToken cancellationToken) => await db.FindAsync<Product>(
        $"SELECT {Columns} FROM products WHERE id = @id", new { id }, cancellationToken);

    public static async ValueTask<ProductList> ListAsync(StoreDb db, ListRange range, CancellationToken cancellationToken)
    {
        var items = await db.ListAsync<Product>(
            $"SELECT {Columns} FROM products ORDER BY name, id LIMIT @limit OFFSET @skip",
            new { limit = range.Limit, skip = range.Skip }, cancellationToken);
        var total = await db.GetAsync<int>("SELECT count(*) FROM products", null, cancellationToken);
        return new ProductList([.. items], total, range.Skip, range.Limit);
    }

    public static async ValueTask<ImmutableArray<BestSeller>> BestSellersAsync(StoreDb db, CancellationToken cancellationToken) =>
        [.. await db.ListAsync<BestSeller>(
            """
            SELECT p.id, p.name, p.category, p.price_cents / 100.0 AS price, s.sold
            FROM (SELECT product_id, sum(quantity) AS sold FROM orders WHERE status <> 'cancelled'
                  GROUP BY product_id ORDER BY sold DESC, product_id LIMIT 8) s
            JOIN products p ON p.id = s.product_id
            ORDER BY s.sold DESC, p.id
            """,
            null, cancellationToken)];

    public static async ValueTask<IReadOnlyList<Product>> FindManyAsync(StoreDb db, IReadOnlyList<int> ids, CancellationToken cancellationToken) =>
        await db.ListAsync<Product>($"SELECT {Columns} FROM products WHERE id IN @ids", new { ids }, cancellationToken);

    /// <summary>What can be changed of a product; its article and its description stay.</summary>
    public static Task SaveAsync(StoreDb db, Product product, CancellationToken cancellationToken) => db.ExecuteAsync(
        "UPDATE products SET name = @Name, price_cents = @cents, stock = @Stock WHERE id = @Id",
        new { product.Id, product.Name, cents = (long)(product.Price * 100), product.Stock }, cancellationToken);
}
