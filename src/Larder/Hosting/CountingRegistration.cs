using Larder.Counting;
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
        services.TryAddSingleton<DayWindow>();
        services.TryAddSingleton<DayCounters>();
        services.TryAddSingleton(static provider => new Visitors(
            provider.GetRequiredService<IVisitorStore>(), provider.GetRequiredService<TimeProvider>(), new Random(), provider.GetRequiredService<DayWindow>()));
    }

    public static void AddPlace<TPlace>(this IServiceCollection services, string name, Func<IServiceProvider, CacheOptions, TPlace> place)
        where TPlace : class
    {
        var before = services.LastOrDefault(static service => service is { ServiceKey: null } && service.ServiceType == typeof(TPlace));
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptionsMonitor<CacheOptions>>().Get(name);
            return options.SharedTier == SharedTierChoice.None && before?.ImplementationFactory?.Invoke(provider) is TPlace local
                ? local
                : place(provider, options);
        });
    }
}
