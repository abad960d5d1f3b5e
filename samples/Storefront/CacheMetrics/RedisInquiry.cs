using Larder;
using Larder.Resp;
using Larder.Resp.Client;
using Larder.Resp.Commands;
using Larder.Resp.Configuration;
using Microsoft.Extensions.Options;

namespace Storefront.CacheMetrics;

/// <summary>Asks Redis about itself, over a connection of its own that is made with the first question.</summary>
internal sealed class RedisInquiry(IOptions<CacheOptions> options) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private RespClient? _client;

    public bool IsUsed => options.Value.SharedTier == SharedTierChoice.Redis;

    /// <summary>What INFO says; null when there is no answer in the time that a command may take. In a cluster it is that of one node.</summary>
    public async Task<RedisMetrics?> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            var client = Client();
            await client.WaitAsync(cancellationToken).AsTask().WaitAsync(options.Value.CommandTimeout, cancellationToken);
            return client.Nodes is [var node, ..] && await node.Commands.DescribeAsync(cancellationToken: cancellationToken) is { } text ? RedisMetrics.Of(text) : null;
        }
        catch (Exception failure) when (failure is RespException or TimeoutException)
        {
            return null;
        }
    }

    public ValueTask DisposeAsync() => _client?.DisposeAsync() ?? default;

    private RespClient Client()
    {
        lock (_gate)
        {
            if (_client is not null) return _client;
            var redis = options.Value.Redis;
            var parsed = RespOptions.Parse(redis.Url ?? "redis://localhost:6379") with { CommandTimeout = options.Value.CommandTimeout, ClientName = "storefront-metrics" };
            return _client = RespClient.Start(redis.Password is { } password ? parsed with { Password = password } : parsed);
        }
    }
}
