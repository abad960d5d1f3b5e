using Larder.AspNetCore.Tests.Support;
using Larder.Support;

[assembly: AssemblyFixture(typeof(SharedRedis))]

namespace Larder.AspNetCore.Tests.Support;

/// <summary>One Redis for all tests that need no outage; each place has a name of its own in it.</summary>
public sealed class SharedRedis : IAsyncLifetime
{
    private RedisServer? _server;

    public string Url => _server!.Url;

    public async ValueTask InitializeAsync() => _server = await RedisServer.StartAsync();

    public ValueTask DisposeAsync() => _server!.DisposeAsync();
}
