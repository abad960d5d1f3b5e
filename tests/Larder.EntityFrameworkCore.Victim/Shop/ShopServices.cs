using Larder.EntityFrameworkCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.EntityFrameworkCore.Victim.Shop;

/// <summary>How the shop is put together, in the tests and in the process that is killed.</summary>
public static class ShopServices
{
    public static InvalidationBuilder<ShopContext> AddShop(this IServiceCollection services, string database)
    {
        services.AddDbContext<ShopContext>(options => options.UseNpgsql(database), ServiceLifetime.Transient);
        return services.AddLarderInvalidation<ShopContext>(static map =>
        {
            map.Entity<Product>().Key(static row => $"product:{row.Id}").Key(static row => $"products:category:{row.CategoryId}").Tag("products");
            map.Entity<EBook>().Key(static row => $"ebook:{row.Id}");
            map.Entity<Stock>().Key(static row => $"stock:{row.ProductId}:{row.Warehouse}");
        });
    }
}
