using System.Buffers;
using System.Net;

namespace Larder.Resp.Connections;

/// <summary>Keeps one address connected: opens, notices the loss, tries again with jitter and a new look-up of the name, until it is disposed.</summary>
internal sealed class ConnectionKeeper(ConnectionOptions options, IConnectionSink? sink, IStateSink? states) : IRespExecutor, IHealthSink, IAsyncDisposable
{
    // A server that greets and hangs up is tried like one that is not there; one that lived or worked is tried again at once.
    private static readonly TimeSpan LifeThatCounts = TimeSpan.FromSeconds(1);
    private const int RepliesThatCount = 100;

    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _gate = new();
    private RespConnection? _current;
    private RespException? _lastFailure;
    private TaskCompletionSource<RespConnection> _attempt = NewAttempt();
    private Task? _keeping;
    private bool _wasConnected;

    public ConnectionOptions Options => options;

    public EndPoint EndPoint => options.EndPoint;

    /// <summary>The connection, if there is one now.</summary>
    public RespConnection? Current => Volatile.Read(ref _current);

    /// <summary>Makes the first connection, or waits for the try that is under way. If that fails, it throws, and in the background it goes on trying.</summary>
    /// <exception cref="RespException">The try failed.</exception>
    public async ValueTask<RespConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        Task<RespConnection> attempt;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_ending.IsCancellationRequested, this);
            // One that has ended is still the current one for a moment; what it failed must wait for the next.
            if (Current is { HasEnded: false } connection) return connection;
            attempt = _attempt.Task;
            _keeping ??= KeepAsync();
        }
        return await attempt.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Executes on the current connection; fails at once with NotSent while there is none.</summary>
    public ValueTask<T> ExecuteAsync<T>(in Command command, Reply<T> reply, CancellationToken cancellationToken = default)
    {
        var pending = PendingDecoded<T>.Rent(command, reply, cancellationToken);
        var task = pending.Task;
        Submit(pending);
        return task;
    }

    /// <summary>As <see cref="IRespExecutor.ReadAsync"/>, on the current connection.</summary>
    public ValueTask<long> ReadAsync(in Command command, IBufferWriter<byte> destination, CancellationToken cancellationToken = default)
    {
        var pending = PendingBulk.Rent(command, destination, cancellationToken);
        var task = pending.Task;
        Submit(pending);
        return task;
    }

    /// <summary>Sends a command and what hangs on it on the current connection; without one it fails, or its recovery takes it.</summary>
    public void Submit(PendingReply first)
    {
        if (Current is { } connection)
        {
            connection.Submit(first);
            return;
        }
        for (PendingReply? next = first, following; next is not null; next = following)
        {
            following = next.Next;
            var failure = Absent(next.Command.Name);
            if (!(next.IsWaiting && next.Recovery?.Takes(next, failure) == true)) next.Fail(failure);
        }
    }

    /// <summary>A connection of its own to the same server, for transactions, blocking commands and subscriptions; who asked disposes it.</summary>
    public ValueTask<RespConnection> LeaseAsync(ConnectionUse use, IConnectionSink? leaseSink, CancellationToken cancellationToken) =>
        RespConnection.OpenAsync(options with { Use = use }, leaseSink, cancellationToken);

    /// <summary>Closes the connection now, though it works, and makes a new one: the peer is not what it was (demoted, deposed).</summary>
    public void Drop(RespException reason) => Current?.End(reason);

    public async ValueTask DisposeAsync()
    {
        Task? keeping;
        lock (_gate)
        {
            keeping = _keeping;
            if (_ending.IsCancellationRequested) keeping = null;
        }
        await _ending.CancelAsync().ConfigureAwait(false);
        Current?.End(null);
        if (keeping is not null) await keeping.ConfigureAwait(false);
        _attempt.TrySetException(Absent("CONNECT"));
        _ = _attempt.Task.Exception;
    }

    void IHealthSink.Slow(RespTimeoutException timeout) => Tell(RespState.Slow, timeout);

    void IHealthSink.Well() => Tell(RespState.Connected, null);

    private RespConnectionException Absent(string command) => new(
        $"There is no connection to {FailureText.Name(EndPoint)}{(_lastFailure is null ? "" : ": " + _lastFailure.Message)} {command} was not sent.",
        Delivery.NotSent, _lastFailure) { EndPoint = EndPoint };

    private async Task KeepAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        Tell(RespState.Connecting, null);
        var failures = 0;
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(options.Reconnect.DelayAfter(failures, Chance()), options.Clock, _ending.Token).ConfigureAwait(false);
                var started = options.Clock.GetTimestamp();
                var (end, replies) = await LiveAsync().ConfigureAwait(false);
                failures = replies >= RepliesThatCount || options.Clock.GetElapsedTime(started) >= LifeThatCounts ? 0 : failures + 1;
                if (end is not null) Tell(RespState.Reconnecting, _lastFailure = end);
            }
            catch (RespException failure)
            {
                failures++;
                Fail(failure);
                Tell(RespState.Reconnecting, failure);
            }
            catch (OperationCanceledException) when (_ending.IsCancellationRequested)
            {
                break;
            }
        }
        Tell(RespState.Closed, null);
    }

    // One connection, from its making to its end.
    private async Task<(RespException? End, long Replies)> LiveAsync()
    {
        await using var connection = await RespConnection.OpenAsync(options, sink, _ending.Token).ConfigureAwait(false);
        TaskCompletionSource<RespConnection> attempt;
        lock (_gate)
        {
            Volatile.Write(ref _current, connection);
            attempt = _attempt;
            _attempt = NewAttempt();
        }
        connection.Health = this;
        if (_wasConnected) options.Traffic?.Reconnected();
        _wasConnected = true;
        attempt.TrySetResult(connection);
        Tell(RespState.Connected, null);
        if (_ending.IsCancellationRequested) connection.End(null);
        var end = await connection.Closed.ConfigureAwait(false);
        Volatile.Write(ref _current, null);
        return (end, connection.Replies);
    }

    private void Fail(RespException failure)
    {
        TaskCompletionSource<RespConnection> attempt;
        lock (_gate)
        {
            _lastFailure = failure;
            attempt = _attempt;
            _attempt = NewAttempt();
        }
        attempt.TrySetException(failure);
        _ = attempt.Task.Exception;
    }

    private double Chance()
    {
        lock (_gate)
        {
            return options.Random.NextDouble();
        }
    }

    private void Tell(RespState state, Exception? cause) => states?.Changed(new RespStateChange(EndPoint, state, cause));

    private static TaskCompletionSource<RespConnection> NewAttempt() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
