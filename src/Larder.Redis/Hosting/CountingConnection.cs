using Larder.Resp;
using Larder.Resp.Client;
using Larder.Resp.Configuration;

namespace Larder.Redis.Hosting;

/// <summary>
/// The client of counters and visitors: the cache's own, or one to a server or database that the settings name for them. Who counts first waits for
/// the first connection, as long as a command may take: a visitor right after a start must not be told that nobody came before.
/// </summary>
/// <param name="shared">The cache's connection.</param>
/// <param name="own">Where else counters are; null: where the cache is.</param>
/// <param name="time">Measures the wait.</param>
internal sealed class CountingConnection(RedisConnection shared, RespOptions? own, TimeProvider time) : IAsyncDisposable
{
    private readonly RedisConnection _connection = own is null ? shared : new RedisConnection(own);
    private long _startedAt = -1;

    /// <summary>The client, once it has had the time to connect. Whether it has, its commands tell.</summary>
    public ValueTask<IRespExecutor> ReadyAsync(CancellationToken cancellationToken)
    {
        var client = _connection.Client;
        var connecting = client.WaitAsync(cancellationToken);
        return connecting.IsCompletedSuccessfully ? new(client) : WaitAsync(client, connecting, cancellationToken);
    }

    public ValueTask DisposeAsync() => ReferenceEquals(_connection, shared) ? default : _connection.DisposeAsync();

    private async ValueTask<IRespExecutor> WaitAsync(RespClient client, ValueTask connecting, CancellationToken cancellationToken)
    {
        Interlocked.CompareExchange(ref _startedAt, time.GetTimestamp(), -1);
        var left = _connection.Options.CommandTimeout - time.GetElapsedTime(Volatile.Read(ref _startedAt));
        await connecting.AsTask().WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return client;
    }
}
