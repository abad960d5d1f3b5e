using Larder;
using Larder.Hosting;
using Larder.Redis.Hosting;
using Larder.Redis.Journal;
using Larder.Redis.Records;
using Larder.Redis.Tiers;
using Larder.Resp.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts Redis behind a cache.</summary>
public static class RedisBuilderExtensions
{
    /// <summary>Shares entries, tags, removals and counters with all instances through Redis, whose changes every instance's memory follows.</summary>
    /// <param name="builder">The cache.</param>
    /// <param name="url">Where Redis is; this wins over <c>Larder:Redis:Url</c>. Null: that setting, or <c>redis://localhost:6379</c>.</param>
    public static LarderBuilder UseRedis(this LarderBuilder builder, string? url = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (url is not null) builder.Configure(options => options.Redis.Url = url);
        builder.Services.AddSingleton<IValidateOptions<CacheOptions>>(new AddressCheck(builder.Name));
        builder.Services.TryAddKeyedSingleton(builder.Name, static (services, name) => Connect(
            services, ConnectionSettings.Of(services.GetRequiredService<IOptionsMonitor<CacheOptions>>().Get((string)name!))));
        builder.UseRedisCounting();
        builder.UseSharedRecords("redis", RedisRecords.Of);
        builder.UseWriterHolds("redis", (services, _) => new RedisHolds(() => services.GetRequiredKeyedService<RedisConnection>(builder.Name).Client));
        builder.UseJournal("redis", (services, options, settings) => new RedisJournal(
            services.GetRequiredKeyedService<RedisConnection>(builder.Name).Client, settings,
            new JournalSurroundings(
                options.CommandTimeout, TimeSpan.FromSeconds(5), services.GetService<TimeProvider>() ?? TimeProvider.System, new JournalNotes(LoggerOf(services)))));
        return builder.UseSharedTier((services, options) => new RedisTierFactory(
            () => services.GetRequiredKeyedService<RedisConnection>(builder.Name).Client,
            () => ConnectionSettings.TierOf(options), SurroundingsOf(services)));
    }

    private static RedisConnection Connect(IServiceProvider services, RespOptions options)
    {
        LoggerOf(services).Tell(options);
        return new(options);
    }

    private static TierSurroundings SurroundingsOf(IServiceProvider services) => new(
        services.GetService<TimeProvider>() ?? TimeProvider.System,
        LoggerOf(services));

    private static ILogger LoggerOf(IServiceProvider services) => (services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("Larder.Redis");
}
