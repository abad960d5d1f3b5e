using Larder.Resp;
using Larder.Resp.Commands;
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
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly RedisConnection _connection = own is null ? shared : new RedisConnection(own);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private Task? _first;

    /// <summary>The client, once it has had the time to connect.</summary>
    public ValueTask<IRespExecutor> ReadyAsync(CancellationToken cancellationToken)
    {
        var first = Volatile.Read(ref _first) ?? Start();
        return first.IsCompletedSuccessfully ? new(_connection.Client) : WaitAsync(first, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Task? first;
        await _stop.CancelAsync().ConfigureAwait(false);
        lock (_gate) first = _first;
        if (first is not null) await first.ConfigureAwait(false);
        _stop.Dispose();
        if (!ReferenceEquals(_connection, shared)) await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private Task Start()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, this);
            return _first ??= Task.Run(ConnectAsync);
        }
    }

    private async ValueTask<IRespExecutor> WaitAsync(Task first, CancellationToken cancellationToken)
    {
        await first.WaitAsync(cancellationToken).ConfigureAwait(false);
        return _connection.Client;
    }

    private async Task ConnectAsync()
    {
        var client = _connection.Client;
        var started = time.GetTimestamp();
        try
        {
            while (time.GetElapsedTime(started) < _connection.Options.CommandTimeout && !await AnswersAsync(client).ConfigureAwait(false))
                await Task.Delay(Pause, time, _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    private async Task<bool> AnswersAsync(IRespExecutor client)
    {
        try
        {
            await client.PingAsync(_stop.Token).ConfigureAwait(false);
            return true;
        }
        catch (RespServerException)
        {
            // It answers, though not with what was hoped for; the command itself will tell.
            return true;
        }
        catch (RespException)
        {
            return false;
        }
    }
}
