using Larder.Hosting;
using Larder.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Redis.Tests.Counting;

public sealed class RedisCountingTests : CountingContract
{
    private RedisServer? _server;

    // The server's clock can't be moved.
    protected override TimeSpan Retention => TimeSpan.FromMilliseconds(300);

    public override async ValueTask InitializeAsync() => _server = await RedisServer.StartAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
    }

    protected override void Use(LarderBuilder builder) => builder.UseRedis(_server!.Url);
}
