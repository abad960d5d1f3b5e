using Larder.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Redis.Tests.Support;

/// <summary>One application that shares its cache through Redis, as it would be registered.</summary>
internal sealed class Instance : IAsyncDisposable
{
    /// <summary>In front of every key.</summary>
    public const string Prefix = "shop:";

    private readonly ServiceProvider _services;

    public Instance(string url, Action<CacheOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLarder().UseRedis(url).Configure(options =>
        {
            options.Name = "shop";
            options.Jitter = 0;
            // A loaded machine is no outage.
            options.CommandTimeout = TimeSpan.FromSeconds(5);
            configure?.Invoke(options);
        });
        _services = services.BuildServiceProvider();
        Cache = _services.GetRequiredService<ICache>();
    }

    public ICache Cache { get; }

    public CacheStats Stats => _services.GetRequiredService<CacheCatalog>().StatsOf();

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    /// <summary>The value under a key, or what the loader would give.</summary>
    public Task<T> ReadAsync<T>(string key, T otherwise, CacheEntryOptions? options = null) =>
        Cache.GetOrLoadAsync(key, _ => new ValueTask<T>(otherwise), options).AsTask();
}
