using Larder;
using Larder.Counting;
using Larder.Hosting;
using Larder.Sqlite.Counting;
using Larder.Sqlite.Durable;
using Larder.Sqlite.Hosting;
using Larder.Sqlite.Journal;
using Larder.Sqlite.Records;
using Larder.Sqlite.Storage;
using Larder.Sqlite.Tiers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

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
        builder.UseCounting(
            "sqlite",
            static (services, options) => new MergingCounters(new SqliteCounters(StoreOf(services, options), TimeOf(services)), TimeOf(services), new Random(), LoggerOf(services)),
            static (services, options) => new SqliteVisitors(StoreOf(services, options), TimeOf(services)));
        builder.UseDurable("sqlite", static (services, options) => new SqliteDurable(StoreOf(services, options)));
        builder.UseSharedRecords("sqlite", SqliteRecords.Of);
        builder.UseWriterHolds("sqlite", static (services, options) =>
            SqliteHolds.Open(FileSettings.Of(services, options), TimeOf(services), new Random(), new StoreLog(LoggerOf(services))));
        builder.UseJournal("sqlite", static (services, options, settings) => new SqliteJournal(StoreOf(services, options), settings, TimeOf(services)));
        return builder.UseSharedTier((services, options) =>
            new SqliteTierFactory(FileSettings.Of(services, options), TimeOf(services), new Random(), LoggerOf(services)));
    }

    private static SqliteStore StoreOf(IServiceProvider services, CacheOptions options) =>
        new(FileSettings.Of(services, options), TimeOf(services), new Random(), new StoreLog(LoggerOf(services)), static () => { });

    private static TimeProvider TimeOf(IServiceProvider services) => services.GetService<TimeProvider>() ?? TimeProvider.System;

    private static ILogger LoggerOf(IServiceProvider services) => (services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("Larder.Sqlite");
}
