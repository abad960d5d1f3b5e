using Larder.Counting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Larder.Redis.Tests.Support;

/// <summary>An application that was started, with these settings and caches.</summary>
internal sealed class App : IAsyncDisposable
{
    private readonly IHost _host;

    private App(IHost host, LogLines log) => (_host, Log) = (host, log);

    public LogLines Log { get; }

    public ICache Cache => CacheOf("");

    public static async Task<App> StartAsync(Action<IHostApplicationBuilder> caches, params (string Name, string Value)[] settings)
    {
        var log = new LogLines();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([.. settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))]);
        builder.Logging.AddProvider(log);
        caches(builder);
        var app = new App(builder.Build(), log);
        await app._host.StartAsync();
        return app;
    }

    public ICache CacheOf(string name) => _host.Services.GetRequiredKeyedService<ICache>(name);

    /// <summary>Counts one.</summary>
    public ValueTask<long> CountersAsync() => _host.Services.GetRequiredService<ICounters>().AddAsync("one");

    /// <summary>Reads, with a loader that gives this.</summary>
    public ValueTask<string> ReadAsync(string key, string loaded = "loaded") => Cache.GetOrLoadAsync(key, _ => ValueTask.FromResult(loaded));

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
