using Larder.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Larder.AspNetCore.Tests.Support;

/// <summary>One instance of an application, in this process.</summary>
public sealed class WebInstance : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebInstance(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    public ICache Cache => Services.GetRequiredService<ICache>();

    public LogLines Log { get; private init; } = new();

    public static async Task<WebInstance> StartAsync(
        TierPlace place, Action<IServiceCollection> services, Action<WebApplication> map, Action<LarderBuilder>? larder = null)
    {
        var log = new LogLines();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseTestServer();
        builder.Logging.AddProvider(log);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(place.Protection);
        var cache = place.Apply(builder.AddLarder());
        larder?.Invoke(cache);
        services(builder.Services);

        // It would write a key ring into the home folder; the place has one.
        foreach (var ring in builder.Services.Where(static service => service.ServiceType == typeof(IHostedService)
            && service.ImplementationType?.Name == "DataProtectionHostedService").ToArray()) builder.Services.Remove(ring);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return new WebInstance(app) { Log = log };
    }

    public HttpClient NewClient() => _app.GetTestClient();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
