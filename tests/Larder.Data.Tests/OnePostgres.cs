using Larder.Support;

namespace Larder.Data.Tests;

/// <summary>One server for the tests of a class.</summary>
public sealed class OnePostgres : IAsyncLifetime
{
    public PostgresServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await PostgresServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
