using Larder.AspNetCore.Metrics;
using Larder.AspNetCore.Tests.Admin;
using Larder.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Larder.AspNetCore.Tests.Metrics;

/// <summary>An application with a cache and its metrics, on two ports of its own.</summary>
internal sealed class MetricsApp : IAsyncDisposable
{
    private MetricsApp(WebApplication app, LogLines log) => (App, Log) = (app, log);

    public WebApplication App { get; }

    public LogLines Log { get; }

    public HttpClient Client { get; } = new();

    public ICache Cache => App.Services.GetRequiredService<ICache>();

    /// <summary>Its two addresses.</summary>
    public Uri[] Addresses => [.. App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(static address => new Uri(address))];

    public static async Task<MetricsApp> StartAsync(
        string environment = "Development", Action<MetricsOptions>? options = null, Action<IEndpointConventionBuilder>? conventions = null, Action<LarderBuilder>? cache = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        var log = new LogLines();
        builder.Logging.ClearProviders().AddProvider(log);
        var larder = builder.Services.AddLarder();
        (cache ?? (static memory => memory.UseMemoryOnly()))(larder);
        builder.Services.AddAuthentication("header").AddScheme<AuthenticationSchemeOptions, HeaderUserHandler>("header", null);
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Urls.Add("http://127.0.0.2:0");
        app.UseAuthentication();
        app.UseAuthorization();
        var endpoint = app.MapLarderMetrics(configure: options);
        conventions?.Invoke(endpoint);
        await app.StartAsync();
        return new MetricsApp(app, log);
    }

    public Task<HttpResponseMessage> AskAsync(int port = 0) => Client.GetAsync(new Uri(Addresses[port], "/metrics"));

    public async Task<PromText> ReadAsync() => PromText.Parse(await Client.GetStringAsync(new Uri(Addresses[0], "/metrics")));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
    }
}
