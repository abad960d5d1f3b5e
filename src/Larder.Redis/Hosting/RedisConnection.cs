using Larder.Resp.Client;
using Larder.Resp.Configuration;

namespace Larder.Redis.Hosting;

/// <summary>The one client of a cache, which its tier and its counters share. It connects in the background when first used.</summary>
internal sealed class RedisConnection(RespOptions options) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private RespClient? _client;
    private bool _isDisposed;

    public RespOptions Options => options;

    public RespClient Client
    {
        get
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                return _client ??= RespClient.Start(options);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        RespClient? client;
        lock (_gate) (client, _isDisposed) = (_client, true);
        if (client is not null) await client.DisposeAsync().ConfigureAwait(false);
    }
}
