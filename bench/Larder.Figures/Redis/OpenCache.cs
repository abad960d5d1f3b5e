using Larder.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Figures.Redis;

/// <summary>A cache with the Redis tier, as an application has it.</summary>
internal sealed class OpenCache : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private OpenCache(string url, Action<CacheOptions>? configure)
    {
        var collection = new ServiceCollection();
        collection.AddLarder().UseRedis(url).Configure(options =>
        {
            options.Name = "figures";
            configure?.Invoke(options);
        });
        _services = collection.BuildServiceProvider();
        Cache = _services.GetRequiredService<ICache>();
    }

    public ICache Cache { get; }

    /// <summary>Memory is neither asked nor filled.</summary>
    public static CacheTiers WithoutMemory => CacheTiers.All & ~(CacheTiers.ReadMemory | CacheTiers.WriteMemory);

    /// <summary>For what is measured without faults: a busy machine is none.</summary>
    public static void Patient(CacheOptions options) => options.CommandTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Comes back when the tier has answered: nothing is measured of a connection that is still being made.</summary>
    public static async Task<OpenCache> StartAsync(string url, Action<CacheOptions>? configure = null)
    {
        var open = new OpenCache(url, configure);
        await Eventually.HoldsAsync(async () => await open.Cache.SetAsync("ready", 1));
        return open;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
