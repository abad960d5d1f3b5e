namespace Storefront.Store.Seeding;

/// <summary>Fills the database before the server listens.</summary>
internal sealed class SeedService(Seeder seeder) : IHostedService
{
    // On a thread of its own: the host's start must stay free to hear Ctrl-C.
    public Task StartAsync(CancellationToken cancellationToken) => Task.Run(() => seeder.EnsureFilledAsync(cancellationToken), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
