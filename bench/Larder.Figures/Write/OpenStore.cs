using Larder.Backing;
using Larder.Journal;
using Larder.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Larder.Figures.Write;

/// <summary>A store behind a cache, as an application has it, on a table of its own with 8 connections and 5 ms a statement.</summary>
internal sealed class OpenStore : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ServiceProvider _services;

    private OpenStore(string url, WriteStrategy strategy)
    {
        Pool = new SimulatedPool(connections: 8, TimeSpan.FromMilliseconds(5), TimeProvider.System);
        Table = new PooledTable(Pool);
        var services = new ServiceCollection().AddSingleton(Table);
        services.AddLarder().UseRedis(url).Configure(options =>
            {
                options.Name = $"figures{strategy}";
                options.CommandTimeout = TimeSpan.FromSeconds(5);
            })
            .AddStore<int, StockRow, PooledTable>("stock", options => options.Strategy = strategy);
        _services = services.BuildServiceProvider();
        Rows = _services.GetRequiredService<ICachedStore<int, StockRow>>();
    }

    public SimulatedPool Pool { get; }

    public PooledTable Table { get; }

    public ICachedStore<int, StockRow> Rows { get; }

    public JournalCounts Counts => _services.GetRequiredService<PendingWrites>().Counts;

    /// <summary>Comes back when one row was written.</summary>
    public static async Task<OpenStore> StartAsync(string url, WriteStrategy strategy)
    {
        var open = new OpenStore(url, strategy);
        foreach (var service in open._services.GetServices<IHostedService>()) await service.StartAsync(default);
        await open.Rows.SaveAsync(0, new StockRow(0, "first", 0, 0));
        return open;
    }

    /// <summary>Until all that was acknowledged is in the table.</summary>
    public Task EmptyAsync() => Eventually.HoldsAsync(
        async () => (await _services.GetRequiredService<PendingWrites>().MeasureAsync()).Records == 0, Patience);

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>()) await service.StopAsync(default);
        await _services.DisposeAsync();
    }
}
