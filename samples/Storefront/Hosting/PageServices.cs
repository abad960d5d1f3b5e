using Storefront.Advertising;
using Storefront.CacheMetrics;
using Storefront.Members;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Users;
using Storefront.Views;

namespace Storefront.Hosting;

/// <summary>What the pages are made of that show orders, members, views and figures.</summary>
internal static class PageServices
{
    public static void AddPages(this IServiceCollection services)
    {
        services.AddCached<IOrderBook, OrderBook>();
        services.AddCached<IMemberReports, MemberReports>();
        services.AddCached<IPaymentReports, PaymentReports>();
        services.AddScoped<UserWriter>();
        services.AddSingleton<VisitorCookie>();
        services.AddSingleton<AdFigures>();
        services.AddSingleton<RedisInquiry>();
    }
}
