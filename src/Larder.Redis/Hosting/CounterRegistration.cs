using Larder.Counting;
using Larder.Hosting;
using Larder.Redis.Counting;
using Larder.Redis.Durable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Larder.Redis.Hosting;

/// <summary>Counters and visitors in Redis, with what they share: a client, the names of keys, the look at the server's policy.</summary>
internal static class CounterRegistration
{
    public static void UseRedisCounting(this LarderBuilder builder)
    {
        builder.Services.TryAddKeyedSingleton(builder.Name, static (services, name) =>
        {
            var own = ConnectionSettings.ForCounters(services.GetRequiredService<IOptionsMonitor<CacheOptions>>().Get((string)name!));
            if (own is not null) LoggerOf(services).Tell(own);
            return new CountingConnection(services.GetRequiredKeyedService<RedisConnection>(name), own, TimeProvider.System);
        });
        builder.Services.TryAddKeyedSingleton(builder.Name, static (services, name) =>
        {
            var connection = services.GetRequiredKeyedService<CountingConnection>(name);
            return new EvictionWatch(connection.ReadyAsync, new EvictionLog(LoggerOf(services)), TimeOf(services));
        });
        var key = builder.Name;
        builder.UseDurable("redis", (services, options) => new RedisDurable(
            services.GetRequiredKeyedService<CountingConnection>(key).ReadyAsync, options.KeyPrefix ?? $"{options.Name}:",
            services.GetRequiredKeyedService<EvictionWatch>(key)));
        builder.UseCounting("redis", (services, options) => CountersOf(services, options, key), (services, options) => VisitorsOf(services, options, key));
    }

    private static ICounters CountersOf(IServiceProvider services, CacheOptions options, string key)
    {
        var connection = services.GetRequiredKeyedService<CountingConnection>(key);
        var counters = new RedisCounters(connection.ReadyAsync, KeysOf(options), services.GetRequiredKeyedService<EvictionWatch>(key));
        return new MergingCounters(counters, TimeOf(services), new Random(), LoggerOf(services));
    }

    private static IVisitorStore VisitorsOf(IServiceProvider services, CacheOptions options, string key)
    {
        var connection = services.GetRequiredKeyedService<CountingConnection>(key);
        return new RedisVisitors(connection.ReadyAsync, KeysOf(options), services.GetRequiredKeyedService<EvictionWatch>(key), TimeOf(services));
    }

    private static CounterKeys KeysOf(CacheOptions options) => new(options.KeyPrefix ?? $"{options.Name}:");

    private static TimeProvider TimeOf(IServiceProvider services) => services.GetService<TimeProvider>() ?? TimeProvider.System;

    private static ILogger LoggerOf(IServiceProvider services) => (services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("Larder.Redis");
}
