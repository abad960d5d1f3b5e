using Larder.Diagnostics;
using Larder.Testing;
using Larder.Testing.Tiers;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Tests;

internal sealed class CacheHarness : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public CacheHarness(InMemoryTierServer? server = null, Action<CacheOptions>? configure = null)
    {
        Clock = server?.Clock as FakeClock ?? new FakeClock();
        var services = new ServiceCollection().AddSingleton<TimeProvider>(Clock);
        var builder = services.AddLarder().Configure(options => { options.Name = "test"; options.Jitter = 0; configure?.Invoke(options); });
        if (server is not null) builder.UseSharedTier((_, _) => server);
        _services = services.BuildServiceProvider();
    }

    public FakeClock Clock { get; }

    public ICache Cache => _services.GetRequiredService<ICache>();

    public HybridCache Hybrid => _services.GetRequiredService<HybridCache>();

    public CacheStats Stats => _services.GetRequiredService<CacheCatalog>().StatsOf();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
