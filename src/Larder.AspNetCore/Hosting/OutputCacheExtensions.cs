using Larder;
using Larder.AspNetCore;
using Larder.AspNetCore.OutputCaching;
using Larder.Versions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps the answers of the output cache in the cache.</summary>
public static class OutputCacheExtensions
{
    /// <summary>
    /// Keeps the answers of <c>app.UseOutputCache()</c> in the cache: memory in front, shared behind it, evicted on all instances by tag, path or key. Adds
    /// the output cache if the application has not.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Names the cache.</param>
    public static IServiceCollection AddLarderOutputCache(this IServiceCollection services, Action<LarderOutputCacheOptions>? configure = null)
    {
        var options = services.AddOptions<LarderOutputCacheOptions>();
        if (configure is not null) options.Configure(configure);
        services.AddLarder();
        services.AddHttpContextAccessor();
        services.AddOutputCache();
        services.TryAddSingleton<OutputLog>();
        services.TryAddSingleton(static provider => new OutputStore(
            CacheOf(provider), provider.GetRequiredKeyedService<IVersionedEntries>(NameOf(provider)), provider.GetRequiredService<IHttpContextAccessor>(),
            provider.GetRequiredService<OutputLog>()));
        services.TryAddSingleton(static provider =>
        {
            var cache = CacheOf(provider);
            return new OutputEviction(
                (path, token) => cache.RemoveByTagAsync(OutputNames.PathTag(path), token), (key, token) => cache.RemoveAsync(OutputNames.Key(key), token));
        });
        return services.Replace(ServiceDescriptor.Singleton<IOutputCacheStore>(static provider => provider.GetRequiredService<OutputStore>()));
    }

    /// <summary>Adds tags to the answer of this request, known only while it is made; those who evict one of them evict it.</summary>
    public static void AddOutputTags(this HttpContext context, params IEnumerable<string> tags)
    {
        ArgumentNullException.ThrowIfNull(context);
        OutputRequest.Of(context).Add(tags);
    }

    private static ICache CacheOf(IServiceProvider provider) => provider.GetRequiredKeyedService<ICache>(NameOf(provider));

    private static string NameOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<LarderOutputCacheOptions>>().Value.Cache;
}
