using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace Larder.Resp.Connections;

/// <summary>One socket, open and greeted: commands go out in the order in which they came, replies come back in the same.</summary>
internal sealed class RespConnection : IRespExecutor, IPulse, IAsyncDisposable
{
    private static readonly CommandName Ping = CommandName.Of("PING");

    private readonly ITransport _transport;
    private readonly SendQueue _sends;
    private readonly ReplyLoop _replies;
    private readonly IConnectionSink? _sink;
    private readonly TaskCompletionSource<RespException?> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _end;
    private Heartbeat? _heartbeat;
    private Task _reading = Task.CompletedTask;

    private RespConnection(ITransport transport, ConnectionOptions options, IConnectionSink? sink)
    {
        Options = options;
        _transport = transport;
        _sink = sink;
        _sends = new SendQueue(transport, options, End);
        _replies = new ReplyLoop(transport, options, _sends, sink);
    }

    public ConnectionOptions Options { get; }

    public ServerFacts Server { get; private set; } = ServerFacts.Unknown;

    public EndPoint EndPoint => Options.EndPoint;

    /// <summary>Ends when the connection has ended, with the reason; null if its owner closed it.</summary>
    public Task<RespException?> Closed => _closed.Task;

    /// <summary>True as soon as it is known to be lost or was closed, which may be before <see cref="Closed"/>.</summary>
    public bool HasEnded => Volatile.Read(ref _end) is not null;

    /// <summary>Commands whose reply is owed.</summary>
    public long InFlight => _sends.InFlight;

    /// <summary>Replies that have come, those of the handshake among them.</summary>
    public long Replies => _sends.Replies;

    public long BytesSent => _sends.BytesSent;

    public long BytesReceived => _replies.BytesReceived;

    /// <summary>Who hears how it does; set by its keeper.</summary>
    public IHealthSink? Health { get; set; }

    /// <summary>Connects, secures, greets. What the sink hears begins with the handshake's own replies.</summary>
    /// <exception cref="RespException">No connection, no trust, no permission, or nobody who speaks RESP; the message says which.</exception>
    public static async ValueTask<RespConnection> OpenAsync(ConnectionOptions options, IConnectionSink? sink, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(options.ConnectTimeout, options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        RespConnection? connection = null;
        try
        {
            connection = new RespConnection(await SocketDialer.DialAsync(options, either.Token).ConfigureAwait(false), options, sink);
            connection.Start();
            connection.Server = await Handshake.GreetAsync(connection, either.Token).ConfigureAwait(false);
            if (options.Verify is { } verify) await verify(connection, options.EndPoint, either.Token).ConfigureAwait(false);
            return connection;
        }
        catch (Exception failure)
        {
            // TLS, the source of the credentials and the check of the peer say best themselves what they have to say.
            var isOurs = failure is RespConnectionException && connection is null or { _end: null };
            if (connection is not null) await connection.DisposeAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (isOurs || IsTold(failure)) throw;
            throw FailureText.NotConnected(options, failure.InnerException is not null && failure is RespConnectionException ? failure.InnerException : failure);
        }
    }

    // What the server or a check of ours said is told as it is; what the system said needs words.
    private static bool IsTold(Exception failure) =>
        failure is RespServerException or RespConnectionException { InnerException: null };

    public ValueTask<T> ExecuteAsync<T>(in Command command, Reply<T> reply, CancellationToken cancellationToken = default)
    {
        var pending = PendingDecoded<T>.Rent(command, reply, cancellationToken);
        var task = pending.Task;
        Submit(pending);
        return task;
    }

    public ValueTask<long> ReadAsync(in Command command, IBufferWriter<byte> destination, CancellationToken cancellationToken = default)
    {
        var pending = PendingBulk.Rent(command, destination, cancellationToken);
        var task = pending.Task;
        Submit(pending);
        return task;
    }

    /// <summary>
    /// SUBSCRIBE and its like: answered by as many pushes as it names channels (which the sink hears too), or by an error. Ends when the last has come.
    /// </summary>
    public async ValueTask SubscribeAsync(Command command, CancellationToken cancellationToken)
    {
        var pending = PendingConfirmations.Of(command, cancellationToken);
        Submit(pending);
        await pending.Task.ConfigureAwait(false);
    }

    /// <summary>Sends a command and all that hangs on it through Next, with nothing between. A failure goes to whoever awaits each.</summary>
    public void Submit(PendingReply first)
    {
        if (_sends.Add(first)) return;
        for (PendingReply? next = first, following; next is not null; next = following)
        {
            following = next.Next;
            FailOrRecover(next, _end);
        }
    }

    /// <summary>Ends the connection now; what it owes fails.</summary>
    public void End(Exception? reason)
    {
        Interlocked.CompareExchange(ref _end, reason ?? new ObjectDisposedException(nameof(RespConnection)), null);
        _transport.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        End(null);
        await _reading.ConfigureAwait(false);
        await _sends.Idle.ConfigureAwait(false);
    }

    void IPulse.Ask() => Submit(PendingDecoded<bool>.Rent(Options.Probe ?? new Command(Ping), Handshake.Anything, CancellationToken.None));

    void IPulse.Slow(RespTimeoutException timeout) => Health?.Slow(timeout);

    void IPulse.Well() => Health?.Well();

    void IPulse.Silent(TimeSpan silence) =>
        End(new TimeoutException($"nothing came from the server for {FailureText.Seconds(silence)}, though it was asked"));

    /// <summary>How the handshake tells which protocol is spoken.</summary>
    internal void Speak(int protocol) => _replies.Protocol = protocol;

    private void Start()
    {
        _heartbeat = new Heartbeat(Options, _sends, _replies, this);
        // The loop outlives the request that happened to open the connection, and must not carry that request's context.
        using (ExecutionContext.SuppressFlow()) _reading = ReadAsync();
    }

    private async Task ReadAsync()
    {
        try
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            await _replies.RunAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is SocketException or IOException or ObjectDisposedException or RespProtocolException or InvalidOperationException)
        {
            End(failure);
        }
        _replies.Readers?.End();
        Finish();
    }

    // Nothing is read any more: what is owed will not come. First the sink, so that nobody trusts what it kept; then the callers.
    private void Finish()
    {
        _heartbeat!.Dispose();
        var inLine = _sends.Close();
        _sink?.Broken();
        while (_sends.Pending.Peek() is { } pending)
        {
            _sends.Pending.Pop();
            FailOrRecover(pending, _end);
        }
        foreach (var pending in inLine) FailOrRecover(pending, _end);
        _replies.Completions.Start();
        _closed.TrySetResult(_end is null or ObjectDisposedException ? null : ReasonOf(_end));
    }

    private RespException ReasonOf(Exception end) => end as RespException ?? FailureText.Lost(Options, "what it owed", Delivery.MaybeExecuted, end);

    private void FailOrRecover(PendingReply pending, Exception? end)
    {
        var delivery = _sends.WasHandedOver(pending) ? Delivery.MaybeExecuted : Delivery.NotSent;
        var failure = FailureText.Lost(Options, pending.Command.Name, delivery, end is ObjectDisposedException ? null : end);
        if (pending.IsWaiting && pending.Recovery?.Takes(pending, failure) == true) return;
        pending.Fail(failure);
    }
}
