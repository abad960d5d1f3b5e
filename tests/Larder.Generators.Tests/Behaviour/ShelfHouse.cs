using Larder.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Generators.Tests.Behaviour;

/// <summary>An application with one shelf, a cache in memory, and a clock that stands still.</summary>
internal sealed class ShelfHouse : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<AsyncServiceScope> _requests = [];

    public ShelfHouse(Action<IServiceCollection>? more = null, ServiceLifetime lifetime = ServiceLifetime.Scoped)
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(Clock).AddSingleton(Ledger);
        services.AddLarder().UseMemoryOnly().Configure(static options => options.Jitter = 0).AddRecords<Item, int>("itemrow", static item => item.Id);
        services.AddLarder("other").UseMemoryOnly();
        services.AddCached<IShelf, Shelf>(lifetime);
        more?.Invoke(services);
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    public FakeClock Clock { get; } = new();

    public Ledger Ledger { get; } = new();

    public IServiceProvider Services => _services;

    public ICache Cache => _services.GetRequiredService<ICache>();

    /// <summary>The shelf of a new request.</summary>
    public IShelf Shelf => Request().ServiceProvider.GetRequiredService<IShelf>();

    /// <summary>A request that ends with this house, unless the test ends it.</summary>
    public AsyncServiceScope Request()
    {
        var request = _services.CreateAsyncScope();
        _requests.Add(request);
        return request;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var request in _requests) await request.DisposeAsync();
        await _services.DisposeAsync();
    }
}
