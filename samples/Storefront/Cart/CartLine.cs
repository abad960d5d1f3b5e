using Storefront.Products;

namespace Storefront.Cart;

internal sealed record CartLine(Product Product, int Count)
{
    public decimal Sum => Product.Price * Count;
}
