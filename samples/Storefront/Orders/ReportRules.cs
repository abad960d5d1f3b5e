using Larder;
using Microsoft.Extensions.Options;
using Storefront.Strip;

namespace Storefront.Orders;

/// <summary>How reports are cached: keys, expirations, tags.</summary>
internal sealed class ReportRules(IOptions<CacheOptions> options)
{
    public const string StatisticsKey = "order_stats";
    public const string DashboardKey = "dashboard:stats";
    public const string DashboardTag = "dashboard";

    public ReadRule Statistics { get; } = new(new CacheEntryOptions
    {
        Expiration = options.Value.Named("Statistics", TimeSpan.FromMinutes(10)),
        Tags = [DashboardTag],
    });

    public ReadRule Dashboard { get; } = new(new CacheEntryOptions
    {
        Expiration = options.Value.Named("Dashboard", TimeSpan.FromMinutes(5)),
        Tags = [DashboardTag],
    });
}
