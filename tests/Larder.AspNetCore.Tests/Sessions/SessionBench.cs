using Larder.AspNetCore.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.AspNetCore.Tests.Sessions;

/// <summary>One instance with a browser that has a session with the key <c>first</c>.</summary>
internal sealed class SessionBench(TierPlace place, WebInstance app) : IAsyncDisposable
{
    public WebInstance App => app;

    public TierPlace Place => place;

    public Browser Browser { get; } = new();

    public WatchedEntries Entries => app.Services.GetRequiredService<WatchedEntries>();

    public static async Task<SessionBench> StartAsync(TierPlace place, TimeProvider? clock = null, Action<LarderSessionOptions>? options = null)
    {
        var app = await SessionApp.StartAsync(place, services =>
        {
            if (clock is not null) services.AddSingleton(clock);
            if (options is not null) services.AddLarderSessions(options);
            WatchedEntries.Watch(services);
        });
        var bench = new SessionBench(place, app);
        await bench.Browser.GetAsync(app, "/set/first/1");
        return bench;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await place.DisposeAsync();
    }
}
