using Microsoft.Extensions.DependencyInjection;

namespace Larder.Figures.Engine;

/// <summary>A cache as an application gets it, with everything on that is on by default, and no shared tier.</summary>
internal static class Caches
{
    public static ServiceProvider Make(Action<CacheOptions>? configure = null)
    {
        var builder = new ServiceCollection().AddLarder().UseMemoryOnly();
        if (configure is not null) builder.Configure(configure);
        return builder.Services.BuildServiceProvider();
    }

    public static async Task FillAsync(ICache cache, string[] names, string[] values, CacheEntryOptions? options = null)
    {
        for (var at = 0; at < names.Length; at++) await cache.SetAsync(names[at], values[at], options);
    }
}
