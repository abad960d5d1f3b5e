using Larder.Counting;
using Larder.Durable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Larder.Hosting;

/// <summary>Counters and visitors beside the cache. A shared tier that has a place for them is registered after these, and the last one counts.</summary>
internal static class CountingRegistration
{
    public static void AddLocalCounting(this IServiceCollection services)
    {
        services.TryAddSingleton<ICounters>(static provider => new LocalCounters(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IVisitorStore>(static provider => new LocalVisitors(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IDurableStore>(static _ => new LocalDurable());
        services.TryAddSingleton<DayWindow>();
        services.TryAddSingleton<DayCounters>();
        services.TryAddSingleton(static provider => new Visitors(
            provider.GetRequiredService<IVisitorStore>(), provider.GetRequiredService<TimeProvider>(), new Random(), provider.GetRequiredService<DayWindow>()));
    }

    /// <summary>A place in the shared tier of this name; while the settings name another one, or none, what was registered before stays.</summary>
    public static void AddPlace<TPlace>(this IServiceCollection services, string cache, string tier, Func<IServiceProvider, CacheOptions, TPlace> place)
        where TPlace : class
    {
        var before = services.LastOrDefault(static service => service is { ServiceKey: null } && service.ServiceType == typeof(TPlace));
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptionsMonitor<CacheOptions>>().Get(cache);
            return !IsChosen(options.SharedTier, tier) && before?.ImplementationFactory?.Invoke(provider) is TPlace other
                ? other
                : place(provider, options);
        });
    }

    private static bool IsChosen(SharedTierChoice choice, string tier) =>
        choice == SharedTierChoice.Auto || choice.ToString().Equals(tier, StringComparison.OrdinalIgnoreCase);
}
