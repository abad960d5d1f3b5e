using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Storefront.Hosting;

/// <summary>For those who run the shop: whether it lives, and whether it may get visitors.</summary>
internal static class HealthPages
{
    /// <summary>Both answer 200 while the shop serves, also without its shared tier; <c>/health</c> says in words and numbers how the cache does.</summary>
    public static void MapHealthPages(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = WriteAsync });
        routes.MapHealthChecks("/ready", new HealthCheckOptions { ResponseWriter = static (context, report) => context.Response.WriteAsync($"{report.Status}\n") });
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        Status = report.Status.ToString(),
        Checks = report.Entries.Select(static check => new
        {
            Name = check.Key,
            Status = check.Value.Status.ToString(),
            check.Value.Description,
            check.Value.Data,
        }),
    });
}
