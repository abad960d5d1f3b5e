using Larder;
using Larder.Counting;
using Larder.Hosting;
using Larder.Sqlite.Counting;
using Larder.Sqlite.Hosting;
using Larder.Sqlite.Storage;
using Larder.Sqlite.Tiers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts a SQLite file behind a cache.</summary>
public static class SqliteBuilderExtensions
{
    /// <summary>Shares entries, tags and counters with the other processes of this machine through a SQLite file.</summary>
    /// <param name="builder">The cache.</param>
    /// <param name="path">The file; this wins over <c>Larder:Sqlite:Path</c>. Null: that setting, or <c>.larder/{Name}.db</c> below the content root.</param>
    public static LarderBuilder UseSqlite(this LarderBuilder builder, string? path = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (path is not null) builder.Configure(options => options.Sqlite.Path = path);
        ShareCounters(builder);
        return builder.UseSharedTier((services, options) =>
            new SqliteTierFactory(FileSettings.Of(services, options), TimeOf(services), new Random(), LoggerOf(services)));
    }

    // Of several registrations the last one counts; the one before it stays for a cache that the options keep in memory alone.
    private static void ShareCounters(LarderBuilder builder)
    {
        var before = builder.Services.LastOrDefault(service => service is { ServiceKey: null } && service.ServiceType == typeof(ICounters));
        builder.Services.AddSingleton(services =>
        {
            var options = services.GetRequiredService<IOptionsMonitor<CacheOptions>>().Get(builder.Name);
            return options.SharedTier == SharedTierChoice.None && before?.ImplementationFactory?.Invoke(services) is ICounters local
                ? local
                : CountersOf(services, options);
        });
    }

    private static ICounters CountersOf(IServiceProvider services, CacheOptions options)
    {
        var time = TimeOf(services);
        var log = new StoreLog(LoggerOf(services));
        var store = new SqliteStore(FileSettings.Of(services, options), time, new Random(), log, static () => { });
        return new MergingCounters(new SqliteCounters(store, time));
    }

    private static TimeProvider TimeOf(IServiceProvider services) => services.GetService<TimeProvider>() ?? TimeProvider.System;

    private static ILogger LoggerOf(IServiceProvider services) => (services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("Larder.Sqlite");
}
