using Larder.Resp.Client;
using Larder.Resp.Configuration;

namespace Larder.Redis.Hosting;

/// <summary>The client of counters and visitors: the cache's own, or one to a server or database that the settings name for them.</summary>
internal sealed class CountingConnection(RedisConnection shared, RespOptions? own) : IAsyncDisposable
{
    private readonly RedisConnection _connection = own is null ? shared : new RedisConnection(own);

    public RespClient Client => _connection.Client;

    public ValueTask DisposeAsync() => ReferenceEquals(_connection, shared) ? default : _connection.DisposeAsync();
}
