using Larder.Support;

namespace Larder.Redis.Tests.Conformance;

/// <summary>One server for all clauses: their names do not meet.</summary>
public sealed class OneServer : IAsyncLifetime
{
    public RedisServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RedisServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
