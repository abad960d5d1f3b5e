using Larder.AspNetCore.Admin;
using Larder.AspNetCore.Metrics;
using Larder.Metering;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Metrics for Prometheus.</summary>
public static class MetricsEndpointExtensions
{
    /// <summary>
    /// Maps the metrics of all caches in the text format of Prometheus. Outside Development they are there only with <c>RequireAuthorization()</c> on what this
    /// returns, or with <see cref="MetricsOptions.AllowAnonymous"/>; else they are not mapped, and the log says so (LAR535).
    /// </summary>
    /// <param name="app">The application.</param>
    /// <param name="path">Where they are.</param>
    /// <param name="configure">Who may read them.</param>
    /// <exception cref="ArgumentOutOfRangeException">The port is none.</exception>
    public static IEndpointConventionBuilder MapLarderMetrics(this IEndpointRouteBuilder app, string path = "/metrics", Action<MetricsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var (services, options) = (app.ServiceProvider, new MetricsOptions());
        configure?.Invoke(options);
        if (options.Port is < 1 or > 65_535) throw new ArgumentOutOfRangeException(nameof(configure), options.Port, "A port is a number from 1 to 65535.");

        var (environment, lifetime) = (services.GetRequiredService<IHostEnvironment>(), services.GetRequiredService<IHostApplicationLifetime>());
        var reader = MetricsReader.Start(services.GetRequiredService<CacheMeter>().Meter);
        lifetime.ApplicationStopped.Register(reader.Dispose);
        var inner = new AdminEndpointBuilder(app);
        var source = new AdminEndpointSource(inner, environment.IsDevelopment() || options.AllowAnonymous);
        var endpoint = inner.MapMethods(path, [HttpMethods.Get], (RequestDelegate)new MetricsEndpoint(reader, options).RunAsync);
        endpoint.Finally(AdminEndpointSource.LeaveToToken);
        app.DataSources.Add(source);
        lifetime.ApplicationStarted.Register(() =>
        {
            if (source.Endpoints.Count == 0)
                MetricsLog.Closed(services.GetRequiredService<ILoggerFactory>().CreateLogger("Larder.Metrics"), path, environment.EnvironmentName);
        });
        return endpoint;
    }
}
