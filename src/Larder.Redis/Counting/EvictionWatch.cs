using Larder.Resp;
using Larder.Resp.Client;
using Larder.Resp.Commands;

namespace Larder.Redis.Counting;

/// <summary>
/// Asks in the background whether the server may evict counters, when they are first used and once a day, and warns of it once a day at most. Of a
/// cluster each primary is asked: every one of them has counters.
/// </summary>
internal sealed class EvictionWatch(ReadyClient redis, EvictionLog log, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private Task _asking = Task.CompletedTask;
    private long _askAt = long.MinValue;
    private long _warnAt = long.MinValue;
    private bool _hasEnding;

    /// <summary>Something was counted.</summary>
    /// <param name="keepFor">How long its key is kept; null: for ever. Some policies evict only keys that end.</param>
    public void Used(TimeSpan? keepFor)
    {
        var isFirstEnding = keepFor is not null && !Volatile.Read(ref _hasEnding);
        if (!isFirstEnding && time.GetTimestamp() < Volatile.Read(ref _askAt)) return;
        lock (_gate)
        {
            if (!_asking.IsCompleted || _stop.IsCancellationRequested) return;
            if (keepFor is not null) Volatile.Write(ref _hasEnding, true);
            Volatile.Write(ref _askAt, After(Every));
            _asking = Task.Run(AskAsync);
        }
    }

    /// <summary>Until no question is under way.</summary>
    public Task SettledAsync()
    {
        lock (_gate) return _asking;
    }

    public async ValueTask DisposeAsync()
    {
        Task asking;
        lock (_gate)
        {
            _stop.Cancel();
            asking = _asking;
        }

        await asking.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task AskAsync()
    {
        try
        {
            foreach (var policy in await PoliciesAsync().ConfigureAwait(false))
            {
                var mayEvict = policy.EvictsAll || (policy.EvictsEnding && Volatile.Read(ref _hasEnding));
                if (!mayEvict || time.GetTimestamp() < _warnAt) continue;
                _warnAt = After(Every);
                log.MayEvict(policy);
                return;
            }
        }
        catch (RespException failure)
        {
            Volatile.Write(ref _askAt, After(AfterFailure));
            log.Unknown(failure.Message);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    private async Task<EvictionPolicy[]> PoliciesAsync()
    {
        var client = await redis(_stop.Token).ConfigureAwait(false);
        var servers = client is RespClient { Nodes: { Count: > 0 } nodes } ? nodes.Select(static node => node.Commands) : [client];
        return await Task.WhenAll(servers.Select(async server =>
            EvictionPolicy.Read(await server.DescribeAsync("memory", _stop.Token).ConfigureAwait(false)))).ConfigureAwait(false);
    }

    private long After(TimeSpan span) => time.GetTimestamp() + (long)(span.TotalSeconds * time.TimestampFrequency);
}
