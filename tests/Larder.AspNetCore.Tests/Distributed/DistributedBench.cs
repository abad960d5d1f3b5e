using Larder.AspNetCore.Tests.Support;
using Larder.Testing;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.AspNetCore.Tests.Distributed;

/// <summary>The distributed cache of one instance; of memory alone it is on a clock that stands still.</summary>
internal sealed class DistributedBench(TierPlace place, WebInstance app, FakeClock clock) : IAsyncDisposable
{
    public FakeClock Clock => clock;

    public WebInstance App => app;

    public IBufferDistributedCache Cache => (IBufferDistributedCache)app.Services.GetRequiredService<IDistributedCache>();

    public WatchedEntries Entries => app.Services.GetRequiredService<WatchedEntries>();

    public static async Task<DistributedBench> StartAsync(TierKind kind, string url)
    {
        var clock = new FakeClock();
        var place = new TierPlace(kind, url);
        var app = await WebInstance.StartAsync(
            place,
            services =>
            {
                if (kind == TierKind.Memory) services.AddSingleton<TimeProvider>(clock);
                services.AddLarderDistributedCache();
                WatchedEntries.Watch(services);
            },
            static _ => { });
        return new DistributedBench(place, app, clock);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await place.DisposeAsync();
    }
}
