using Larder.Counting;
using Larder.Declared;
using Larder.Inspection;
using Larder.Journal;
using Larder.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Larder.Hosting;

/// <summary>Who looks into a cache.</summary>
internal static class InspectionRegistration
{
    public static void AddInspector(this IServiceCollection services, string cache)
    {
        services.TryAddSingleton(static provider => new CacheInspectors(provider.GetServices<CacheInspector>()));
        services.AddSingleton(provider => new CacheInspector(
            provider.GetRequiredKeyedService<Cache>(cache),
            [.. provider.GetRequiredService<CacheFamilies>().All.Where(family => family.Cache == cache)],
            new Beside(provider.GetKeyedService<PendingWrites>(cache), cache.Length == 0 ? provider.GetService<ICounters>() as MergingCounters : null),
            provider.GetRequiredService<TimeProvider>()));
    }
}
