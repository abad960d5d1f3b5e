using System.Diagnostics.Metrics;
using Larder;
using Larder.Counting;
using Larder.Diagnostics;
using Larder.Hosting;
using Larder.Metering;
using Larder.Pipeline;
using Larder.Settings;
using Larder.Tiers;
using Larder.Versions;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds caches to an application.</summary>
public static class LarderServiceCollectionExtensions
{
    /// <summary>
    /// Adds a cache: <see cref="ICache"/> and <see cref="HybridCache"/> are the same object, <see cref="ICounters"/> stands beside it. Memory
    /// alone until a tier is chosen on the builder. The configuration of the application is read.
    /// </summary>
    /// <param name="builder">The application that is being built, for the web or not.</param>
    /// <param name="name">Empty for the default cache; any other name gives a keyed one, isolated in memory, keys and marks.</param>
    public static LarderBuilder AddLarder(this IHostApplicationBuilder builder, string name = "") => builder.Services.AddLarder(name);

    /// <inheritdoc cref="AddLarder(IHostApplicationBuilder, string)"/>
    /// <param name="services">The services of the application.</param>
    /// <param name="name">Empty for the default cache; any other name gives a keyed one, isolated in memory, keys and marks.</param>
    public static LarderBuilder AddLarder(this IServiceCollection services, string name = "")
    {
        ArgumentNullException.ThrowIfNull(name);
        services.AddOptions<CacheOptions>(name)
            .PostConfigure(static options => options.Name = options.Name.Length > 0 ? options.Name : CacheNames.DefaultApplicationName)
            .ValidateOnStart();
        services.TryAddSingleton(static provider => new SettingsSource(provider.GetService<IConfiguration>(), provider.GetService<IHostEnvironment>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<CacheOptions>, ConfigureCacheOptions>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CacheOptions>, CacheOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddLocalCounting();
        services.TryAddCacheFamilies();
        services.TryAddSingleton(static provider => CacheMeter.Open(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton(static provider => new CacheCatalog(provider.GetServices<CatalogEntry>()));
        if (services.Any(service => service.ServiceKey is string key && key == name && service.ServiceType == typeof(Cache)))
            return new LarderBuilder(services, name);

        services.AddKeyedSingleton(name, static (provider, key) => Build(provider, (string)key!));
        services.AddKeyedSingleton<ICache>(name, static (provider, key) => provider.GetRequiredKeyedService<Cache>(key));
        services.AddKeyedSingleton<HybridCache>(name, static (provider, key) => provider.GetRequiredKeyedService<Cache>(key));
        services.AddKeyedSingleton(name, static (provider, key) => VersionedEntries.Of(provider.GetRequiredKeyedService<Cache>(key).Parts));
        services.AddSingleton(provider => new CatalogEntry(
            name, () => provider.GetRequiredKeyedService<Cache>(name).Stats, most => provider.GetRequiredKeyedService<Cache>(name).Look(most)));
        services.AddInspector(name);
        if (name.Length == 0)
        {
            services.TryAddSingleton<ICache>(static provider => provider.GetRequiredKeyedService<Cache>(""));
            services.TryAddSingleton<HybridCache>(static provider => provider.GetRequiredKeyedService<Cache>(""));
            services.TryAddSingleton(static provider => provider.GetRequiredKeyedService<IVersionedEntries>(""));
        }

        return new LarderBuilder(services, name);
    }

    private static Cache Build(IServiceProvider provider, string name)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<CacheOptions>>().Get(name);
        var logger = provider.GetService<ILoggerFactory>()?.CreateLogger("Larder") ?? NullLogger.Instance;
        var shared = SharedTierOf(provider.GetKeyedServices<SharedTierRegistration>(name), options);
        var records = provider.GetKeyedServices<SharedRecordsRegistration>(name).LastOrDefault(place => place.Tier == shared?.Name);
        var meter = provider.GetRequiredService<CacheMeter>();
        var surroundings = new CacheSurroundings(shared, RegisteredSerializers.Of(provider, name), logger, provider.GetRequiredService<TimeProvider>())
        {
            Records = records?.Open, Wrapping = provider.GetKeyedService<TierWrapping>(name) ?? TierWrapping.None,
            Timings = meter.TimingsOf(name),
            Holds = HoldsOf(provider.GetKeyedServices<WriterHoldsRegistration>(name), shared, options),
        };
        var cache = CacheAssembly.Build(name, options, surroundings);
        meter.Watch(cache);
        return cache;
    }

    private static IWriterHolds? HoldsOf(IEnumerable<WriterHoldsRegistration> registrations, ISharedTierFactory? shared, CacheOptions options)
    {
        if (options.WriterHoldFor is null || shared is null) return null;
        var chosen = registrations.LastOrDefault(registration => registration.Tier == shared.Name) ?? throw new InvalidOperationException(
            $"LAR230 Larder:WriterHoldFor is set, and the shared tier {shared.Name} has no writer holds. Leave the setting out, or use a tier that has them.");
        return chosen.Create(options);
    }

    /// <summary>The tier that the settings name, or the last one that the code does.</summary>
    private static ISharedTierFactory? SharedTierOf(IEnumerable<SharedTierRegistration> registrations, CacheOptions options)
    {
        if (options.SharedTier == SharedTierChoice.None) return null;
        ISharedTierFactory[] inCode = [.. registrations.Select(registration => registration.Create(options))];
        if (options.SharedTier == SharedTierChoice.Auto) return inCode.LastOrDefault();
        var wanted = options.SharedTier.ToString().ToLowerInvariant();
        return inCode.LastOrDefault(tier => tier.Name == wanted) ?? throw new InvalidOperationException(
            $"LAR227 Larder:SharedTier is {wanted}, and the code adds no such tier. Call Use{options.SharedTier}() on what AddLarder() returns, or set SharedTier to auto.");
    }
}
