using Microsoft.Extensions.DependencyInjection;

namespace Larder.Figures.Redis;

/// <summary>A cache with the Redis tier, as an application has it.</summary>
internal sealed class OpenCache : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public OpenCache(string url, Action<CacheOptions>? configure = null)
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

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
