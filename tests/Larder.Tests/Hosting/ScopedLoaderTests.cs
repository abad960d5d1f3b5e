using Larder.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Tests.Hosting;

public sealed class ScopedLoaderTests
{
    private static readonly CacheEntryOptions Ahead = new() { Expiration = TimeSpan.FromMinutes(10), RefreshAhead = TimeSpan.FromMinutes(1) };

    private readonly FakeClock _clock = new();
    private readonly List<Shelf> _used = [];

    [Fact]
    public async Task Each_load_gets_a_service_of_its_own_which_is_disposed_when_the_load_ends()
    {
        await using var services = Build();

        Assert.Equal(1, await ReadAsync(services, "one", 1));
        Assert.Equal(2, await ReadAsync(services, "two", 2));
        Assert.Equal(2, await ReadAsync(services, "two", 2));

        Assert.Equal(2, _used.Distinct().Count());
        Assert.All(_used, static shelf => Assert.True(shelf.IsDisposed));
    }

    [Fact]
    public async Task A_refresh_outlives_the_request_that_started_it()
    {
        await using var services = Build();
        await ReadAsync(services, "one", 1);
        _clock.Advance(TimeSpan.FromMinutes(9.5));

        await using (var request = services.CreateAsyncScope()) await ReadAsync(request.ServiceProvider, "one", 1);

        await Eventually.HoldsAsync(() => _used.Count == 2 && _used[1].IsDisposed);
        Assert.All(_used, static shelf => Assert.Equal(1, shelf.Finds));
    }

    [Fact]
    public async Task A_loader_that_fails_leaves_no_scope_behind()
    {
        await using var services = Build();

        await Assert.ThrowsAsync<IOException>(async () => await services.GetRequiredService<ICache>().GetOrLoadAsync<Shelf, List<Shelf>, int>(
            "one", services.GetRequiredService<ScopedLoader<Shelf>>(), _used, static (shelf, used, _, _) =>
            {
                used.Add(shelf);
                throw new IOException();
            }));

        Assert.True(Assert.Single(_used).IsDisposed);
    }

    private ServiceProvider Build()
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(_clock);
        services.AddLarder().UseMemoryOnly().AddLoader<Shelf>();
        return services.BuildServiceProvider(validateScopes: true);
    }

    private ValueTask<int> ReadAsync(IServiceProvider services, string key, int id) => services.GetRequiredService<ICache>().GetOrLoadAsync(
        key, services.GetRequiredService<ScopedLoader<Shelf>>(), (id, used: _used), static async (shelf, ask, _, _) =>
        {
            ask.used.Add(shelf);
            return await shelf.FindAsync(ask.id);
        }, Ahead);

    private sealed class Shelf : IAsyncDisposable
    {
        public bool IsDisposed { get; private set; }

        public int Finds { get; private set; }

        public async ValueTask<int> FindAsync(int id)
        {
            ObjectDisposedException.ThrowIf(IsDisposed, this);
            await Task.Yield();
            Finds++;
            return id;
        }

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }
}
