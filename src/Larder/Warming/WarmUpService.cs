using Microsoft.Extensions.Hosting;

namespace Larder.Warming;

/// <summary>Warms up once the application answers, and not before: a visitor who comes meanwhile is served, and joins the load if it is the same key.</summary>
internal sealed class WarmUpService(WarmUps warmUps, IHostApplicationLifetime lifetime) : IHostedService, IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private Task _running = Task.CompletedTask;
    private bool _hasEnded;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => _running = Task.Run(() => warmUps.RunAllAsync(_ending.Token), CancellationToken.None));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // A host that ends while it still starts disposes this first and stops it afterwards.
        if (Interlocked.Exchange(ref _hasEnded, true)) return;
        await _ending.CancelAsync().ConfigureAwait(false);
        await warmUps.DisposeAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        _ending.Dispose();
    }
}
