using Larder;
using Larder.AspNetCore;
using Larder.AspNetCore.Distributed;
using Larder.Versions;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts the cache behind <c>IDistributedCache</c>.</summary>
public static class DistributedCacheExtensions
{
    /// <summary>
    /// Makes the cache the application's <see cref="IDistributedCache"/> and <see cref="IBufferDistributedCache"/>, with its memory in front, so that code
    /// which knows only these gains.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Names the cache.</param>
    public static IServiceCollection AddLarderDistributedCache(this IServiceCollection services, Action<LarderDistributedCacheOptions>? configure = null)
    {
        var options = services.AddOptions<LarderDistributedCacheOptions>();
        if (configure is not null) options.Configure(configure);
        services.AddLarder();
        services.TryAddSingleton(static provider =>
        {
            var cache = provider.GetRequiredService<IOptions<LarderDistributedCacheOptions>>().Value.Cache;
            return new CachedDistributedCache(
                provider.GetRequiredKeyedService<ICache>(cache), provider.GetRequiredKeyedService<IVersionedEntries>(cache),
                provider.GetRequiredService<TimeProvider>());
        });
        return services.Replace(ServiceDescriptor.Singleton<IDistributedCache>(static provider => provider.GetRequiredService<CachedDistributedCache>()));
    }
}
