using Larder.Backing;
using Larder.Diagnostics;
using Larder.Journal;
using Larder.Tests.Journal;
using Larder.Validity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Larder.Tests.Backing;

/// <summary>One process with a store behind its cache, as an application registers it; several share a server.</summary>
internal sealed class StoreApp : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private StoreApp(TableStore table, ModelServer server, Action<StoreOptions<string, Row>> configure, Action<WriteBehindOptions>? behind)
    {
        var services = new ServiceCollection().AddSingleton(table).AddLogging(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Trace));
        services.AddLarder().UseSharedTier((_, _) => server.Slots).Configure(static options =>
            {
                options.Name = "test";
                options.Jitter = 0;
                options.BreakerOpenFor = TimeSpan.FromMilliseconds(1);
            })
            .UseJournal("memory", (_, _, settings) => server.Journal.Open(settings))
            .ConfigureWriteBehind(static options =>
            {
                (options.Shards, options.Linger) = (2, TimeSpan.Zero);
                options.Pace = new EnginePace { OwnFor = TimeSpan.FromSeconds(1), ReadFor = TimeSpan.FromMilliseconds(200), FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(20) };
            })
            .ConfigureWriteBehind(behind ?? (static _ => { }))
            .AddStore<string, Row, TableStore>("row", configure);
        _services = services.BuildServiceProvider();
    }

    public LogLines Log { get; } = new();

    public ICachedStore<string, Row> Rows => _services.GetRequiredService<ICachedStore<string, Row>>();

    public PendingWrites Pending => _services.GetRequiredService<PendingWrites>();

    public ICache Cache => _services.GetRequiredService<ICache>();

    public CacheStats Stats => _services.GetRequiredService<CacheCatalog>().StatsOf();

    /// <summary>Does not start what works in the background.</summary>
    public static StoreApp Prepare(TableStore table, ModelServer server, WriteStrategy strategy, Action<StoreOptions<string, Row>>? configure = null, Action<WriteBehindOptions>? behind = null) =>
        new(table, server, options =>
        {
            options.Strategy = strategy;
            configure?.Invoke(options);
        }, behind);

    public static async Task<StoreApp> StartAsync(TableStore table, ModelServer server, Action<WriteBehindOptions>? behind = null, Action<StoreOptions<string, Row>>? configure = null)
    {
        var app = Prepare(table, server, WriteStrategy.Behind, configure, behind);
        await app.StartAsync();
        return app;
    }

    public async Task StartAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>()) await service.StartAsync(default);
    }

    public async Task StopAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>()) await service.StopAsync(default);
    }

    /// <summary>The slot of a row.</summary>
    public static Slot SlotOf(string id, WriteStrategy strategy = WriteStrategy.Behind) => new(
        SlotKind.Entry, "test:" + (strategy == WriteStrategy.Behind ? ShardMap.KeyOf(ShardMap.ShardOf($"row:{id}", 2), $"row:{id}") : $"row:{id}"));

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
