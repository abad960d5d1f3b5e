using Larder.Backing;
using Larder.Journal;
using Larder.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Larder.Hosting;

/// <summary>Stores behind a cache, and the engine that write-behind needs, once a cache.</summary>
internal static class StoreRegistration
{
    public static void AddStore<TKey, TValue>(this IServiceCollection services, string cache, StoreDefinition<TKey, TValue> definition)
        where TKey : notnull
        where TValue : class
    {
        services.AddKeyedSingleton(cache, (provider, _) => PartsOf(provider, cache, definition));
        if (definition.Options.Strategy == WriteStrategy.Behind)
        {
            services.AddEngine(cache);
            services.AddKeyedSingleton<IStoreWriter>(cache, (provider, _) =>
            {
                var parts = PartsOf(provider, cache, definition);
                return new StoreWriter<TKey, TValue>(definition, parts.Calls, parts.Path);
            });
        }

        services.AddKeyedSingleton<ICachedStore<TKey, TValue>>(cache, (provider, _) => Build(provider, cache, definition));
        if (cache.Length == 0) services.AddSingleton(static provider => provider.GetRequiredKeyedService<ICachedStore<TKey, TValue>>(""));
    }

    private static StoreParts<TKey, TValue> PartsOf<TKey, TValue>(IServiceProvider provider, string cache, StoreDefinition<TKey, TValue> definition)
        where TKey : notnull
        where TValue : class => new(
        provider.GetRequiredKeyedService<Cache>(cache), definition,
        new StoreCalls<TKey, TValue>(definition, provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<TimeProvider>()));

    private static CachedStore<TKey, TValue> Build<TKey, TValue>(IServiceProvider provider, string cache, StoreDefinition<TKey, TValue> definition)
        where TKey : notnull
        where TValue : class
    {
        var parts = PartsOf(provider, cache, definition);
        var policy = parts.Path.PolicyOf(definition.Options.Entries);
        var commit = new StoreCommit<TKey, TValue>(parts.Calls, parts.Path);
        if (definition.Options.Strategy != WriteStrategy.Behind)
        {
            IWriteWay<TKey, TValue> way = definition.Options.Strategy == WriteStrategy.Through
                ? new ThroughWay<TKey, TValue>(definition, commit, parts.Path, policy)
                : new AroundWay<TKey, TValue>(definition, commit, parts.Path);
            return new CachedStore<TKey, TValue>(parts, way, pending: null);
        }

        var engine = provider.GetRequiredKeyedService<EngineScope>(cache);
        var behind = new BehindWay<TKey, TValue>(definition, commit, parts.Path, policy, engine);
        return new CachedStore<TKey, TValue>(parts, behind, new PendingReads<TKey, TValue>(behind, parts.Path, engine));
    }

    private static void AddEngine(this IServiceCollection services, string cache)
    {
        if (services.Any(service => service.IsKeyedService && service.ServiceType == typeof(EngineScope) && Equals(service.ServiceKey, cache))) return;
        services.AddKeyedSingleton(cache, static (provider, name) => JournalOf(provider, (string)name!));
        services.AddKeyedSingleton(cache, static (provider, name) => EngineOf(provider, (string)name!));
        services.AddKeyedSingleton(cache, static (provider, name) => new PendingWrites(provider.GetRequiredKeyedService<EngineScope>(name)));
        services.AddSingleton<IHostedService>(provider => new WriteBehindEngine(provider.GetRequiredKeyedService<EngineScope>(cache)));
        if (cache.Length == 0) services.TryAddSingleton(static provider => provider.GetRequiredKeyedService<PendingWrites>(""));
    }

    private static IWriteJournal JournalOf(IServiceProvider provider, string name)
    {
        var cache = provider.GetRequiredService<IOptionsMonitor<CacheOptions>>().Get(name);
        var options = provider.GetRequiredService<IOptionsMonitor<WriteBehindOptions>>().Get(name);
        var settings = new JournalSettings(CacheNames.PrefixOf(name, cache), options.Shards, options.MaxRecords, options.MaxBytes, options.Durability);
        return JournalRegistration.Choose(provider.GetKeyedServices<JournalRegistration>(name), cache.SharedTier).Create(provider, cache, settings);
    }

    private static EngineScope EngineOf(IServiceProvider provider, string cache)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<WriteBehindOptions>>().Get(cache);
        options.Check();
        var time = provider.GetRequiredService<TimeProvider>();
        var stores = new Dictionary<string, IStoreWriter>(StringComparer.Ordinal);
        foreach (var store in provider.GetKeyedServices<IStoreWriter>(cache))
        {
            if (!stores.TryAdd(store.Name, store))
                throw new InvalidOperationException($"LAR518 Two stores of one cache are called \"{store.Name}\". Give each a name of its own, and keep it: it stands in the journal.");
        }

        return new EngineScope(
            provider.GetRequiredKeyedService<IWriteJournal>(cache), stores, options,
            provider.GetService<ILoggerFactory>()?.CreateLogger("Larder.Journal") ?? NullLogger.Instance, time)
        {
            Pauses = new Pauses(options.Pace, time, new Random()),
        };
    }
}
