using Microsoft.Extensions.DependencyInjection;
using Storefront.Orders;
using Storefront.Products;
using Storefront.Tests.Support;

namespace Storefront.Tests.Store;

/// <summary>What the shop caches is immutable, so a hit copies nothing.</summary>
public sealed class SharedValueTests
{
    [Fact]
    public async Task Every_cached_value_is_one_object_for_all()
    {
        await using var shop = Shop.Open();
        await using var scope = shop.Services.CreateAsyncScope();
        var catalog = scope.ServiceProvider.GetRequiredService<IProductCatalog>();
        var reports = scope.ServiceProvider.GetRequiredService<IOrderReports>();

        await SameAsync(async () => await catalog.FindAsync(7, default));
        await SameAsync(async () => await catalog.ListAsync(new ListRange(0, 100), default));
        await SameAsync(async () => (await catalog.BestSellersAsync(default))[0]);
        await SameAsync(async () => await reports.StatisticsAsync(default));
        await SameAsync(async () => await reports.DashboardAsync(default));
    }

    private static async Task SameAsync(Func<Task<object?>> read) => Assert.Same(await read(), await read());
}
