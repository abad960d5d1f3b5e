using Microsoft.Extensions.Hosting;

namespace Larder.Redis.Tests.Journal;

/// <summary>An application that was started, and is stopped when it is disposed.</summary>
internal sealed class AppHost(IHost host) : IHost, IAsyncDisposable
{
    private int _isDisposed;

    public IServiceProvider Services => host.Services;

    public Task StartAsync(CancellationToken cancellationToken = default) => host.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken = default) => host.StopAsync(cancellationToken);

    public void Dispose() => throw new NotSupportedException("Dispose it asynchronously.");

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1) return;
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await host.StopAsync(soon.Token);
        await ((IAsyncDisposable)host).DisposeAsync();
    }
}
