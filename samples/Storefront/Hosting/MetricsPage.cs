using Microsoft.Extensions.Options;
using Storefront.Settings;

namespace Storefront.Hosting;

/// <summary>The numbers of the cache, for Prometheus.</summary>
internal static class MetricsPage
{
    /// <summary>
    /// In Development at every port. Elsewhere only at a port of its own that the deployment keeps in a private network: a name of a host would not do, as
    /// everybody may claim one.
    /// </summary>
    public static void MapMetrics(this WebApplication app)
    {
        var port = app.Services.GetRequiredService<IOptions<StorefrontOptions>>().Value.MetricsPort;
        if (port is null && !app.Environment.IsDevelopment()) return;
        app.MapLarderMetrics(configure: options => (options.AllowAnonymous, options.Port) = (true, port));
    }
}
