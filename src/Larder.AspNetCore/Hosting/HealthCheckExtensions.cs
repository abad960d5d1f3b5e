using Larder.AspNetCore.Health;
using Larder.Inspection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The caches among the health checks of an application.</summary>
public static class HealthCheckExtensions
{
    /// <summary>
    /// Adds a check of all caches: healthy; degraded while a shared tier is away, which is served on without; unhealthy when writes that were promised to be
    /// kept are refused.
    /// </summary>
    /// <param name="builder">What <c>AddHealthChecks()</c> returns.</param>
    /// <param name="name">Its name among the checks.</param>
    /// <param name="tags">By which endpoints choose it.</param>
    public static IHealthChecksBuilder AddLarder(this IHealthChecksBuilder builder, string name = "larder", params IEnumerable<string> tags)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name, static services => new CacheHealthCheck(services.GetRequiredService<CacheInspectors>()), HealthStatus.Unhealthy, tags));
    }
}
