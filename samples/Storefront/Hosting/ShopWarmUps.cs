using Larder.Hosting;
using Storefront.Members;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Products;

namespace Storefront.Hosting;

/// <summary>What visitors ask for first, loaded once the shop answers. Each is run again by its name: <c>larder warmup dashboard</c>.</summary>
internal static class ShopWarmUps
{
    private const int Pages = 3;
    private const int PageSize = 100;

    public static void AddShopWarmUps(this LarderBuilder cache, IConfiguration configuration)
    {
        var runs = configuration.GetValue("Storefront:WarmUp", true);
        cache.AddWarmUp(
            "dashboard",
            static (warmUp, cancellationToken) => warmUp.ForEachAsync<Func<IServiceProvider, CancellationToken, Task>>(
                [
                    static async (services, token) => await services.GetRequiredService<IOrderReports>().DashboardAsync(token),
                    static async (services, token) => await services.GetRequiredService<IOrderReports>().StatisticsAsync(token),
                    static async (services, token) => await services.GetRequiredService<IMemberReports>().StatisticsAsync(token),
                    static async (services, token) => await services.GetRequiredService<IPaymentReports>().StatisticsAsync(token),
                ],
                async (report, token) => await InScopeAsync(warmUp.Services, report, token), cancellationToken),
            options => options.RunsAtStart = runs);
        cache.AddWarmUp(
            "products",
            static async (warmUp, cancellationToken) =>
            {
                await InScopeAsync(warmUp.Services, static async (services, token) => await services.GetRequiredService<IProductCatalog>().BestSellersAsync(token), cancellationToken);
                await warmUp.ForEachAsync(
                    Enumerable.Range(0, Pages),
                    async (page, token) => await InScopeAsync(
                        warmUp.Services, async (services, end) => await services.GetRequiredService<IProductCatalog>().ListAsync(new ListRange(page * PageSize, PageSize), end), token),
                    cancellationToken);
            },
            options => options.RunsAtStart = runs);
    }

    // Items run side by side, and a connection to the database serves one at a time.
    private static async Task InScopeAsync(IServiceProvider services, Func<IServiceProvider, CancellationToken, Task> load, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        await load(scope.ServiceProvider, cancellationToken);
    }
}
