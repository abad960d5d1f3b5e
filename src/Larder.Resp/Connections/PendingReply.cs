namespace Larder.Resp.Connections;

/// <summary>
/// One command on its way, and who waits for its reply. Exactly one of the reader (takes it), the clock and the caller's token (abandon it)
/// ends it. An abandoned one stays in its connection's queue until its reply has passed, and is never used again.
/// </summary>
internal abstract class PendingReply : IThreadPoolWorkItem
{
    private const int StateBits = 2;
    private const int StateMask = (1 << StateBits) - 1;
    private const int Waiting = 1;
    private const int Taken = 2;
    private const int Abandoned = 3;

    private Command _command;
    private CancellationTokenRegistration _cancellation;
    private int _state;

    public ref readonly Command Command => ref _command;

    /// <summary>Who may save it if it fails; null for nobody.</summary>
    public IRecovery? Recovery { get; set; }

    /// <summary>Who it was sent through last; recovery's own note.</summary>
    public object? Route { get; set; }

    /// <summary>How often it has been sent.</summary>
    public int Attempts { get; set; }

    /// <summary>The loss of an earlier attempt that may have run; a later attempt that was never sent does not undo it.</summary>
    public RespConnectionException? EarlierLoss { get; set; }

    /// <summary>Which command of its connection it is, from 1; 0 if it never got into the send buffer.</summary>
    public long Sequence { get; set; }

    /// <summary>A moment, by the connection's clock, not after that in which its first byte left.</summary>
    public long SentAt { get; set; }

    /// <summary>When it is given up, by the connection's clock; over all attempts. 0 if not yet known, the end of time for never.</summary>
    public long Deadline { get; set; }

    /// <summary>What goes out right behind it, with nothing between.</summary>
    public PendingReply? Next { get; set; }

    /// <summary>True until it ended, in whatever way.</summary>
    public bool IsWaiting => (Volatile.Read(ref _state) & StateMask) == Waiting;

    /// <summary>Changes with each use of the object.</summary>
    public int Use => Volatile.Read(ref _state);

    /// <summary>The place that the connection's sink gave to the reply.</summary>
    public long Place { get; set; }

    protected Exception? Failure { get; private set; }

    protected bool WasTaken => (Volatile.Read(ref _state) & StateMask) == Taken;

    /// <summary>Ends it, now and for good: no recovery is asked. The waiting caller is resumed elsewhere.</summary>
    public void Fail(Exception failure)
    {
        if (!TryTake()) return;
        Failure = EarlierLoss is { } loss && failure is RespConnectionException { Delivery: Delivery.NotSent } ? loss : failure;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>The reader's: from now on nobody else ends it.</summary>
    public bool TryTake()
    {
        var state = Volatile.Read(ref _state);
        return (state & StateMask) == Waiting && Interlocked.CompareExchange(ref _state, (state & ~StateMask) | Taken, state) == state;
    }

    /// <summary>Ends it while its reply is still owed. <paramref name="use"/> tells whether it still is the one that was looked at.</summary>
    public virtual bool TryAbandon(int use) =>
        (use & StateMask) == Waiting && Interlocked.CompareExchange(ref _state, (use & ~StateMask) | Abandoned, use) == use;

    /// <summary>Resumes the caller of one that was abandoned.</summary>
    public void EndAbandoned(Exception failure)
    {
        Failure = failure;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Keeps a failure for a caller that is resumed later; the reader's, after it took it.</summary>
    public virtual void Hold(Exception failure) => Failure = failure;

    /// <summary>Reads the reply, which is no error; the reader's, after it took it.</summary>
    public abstract void Receive(ReadOnlySpan<byte> frame);

    /// <summary>Resumes the caller, on this thread. Never on a reader loop.</summary>
    public void Complete()
    {
        // Waits for a callback that is running; after that the token cannot touch what this object is used for next.
        if (_cancellation != default) _cancellation.Dispose();
        Resume();
    }

    void IThreadPoolWorkItem.Execute() => Complete();

    protected abstract void Resume();

    protected void Arm(in Command command, CancellationToken cancellationToken)
    {
        _command = command;
        Volatile.Write(ref _state, (((_state >> StateBits) + 1) << StateBits) | Waiting);
        if (cancellationToken.CanBeCanceled)
            _cancellation = cancellationToken.UnsafeRegister(static (pending, token) => ((PendingReply)pending!).Cancel(token), this);
    }

    /// <summary>Forgets everything, so that the object can be used again.</summary>
    protected void Disarm()
    {
        _command = default;
        _cancellation = default;
        Recovery = null;
        Route = null;
        EarlierLoss = null;
        Next = null;
        Failure = null;
        Attempts = 0;
        Sequence = Deadline = 0;
    }

    /// <summary>Once more what the caller's token said while it could not be obeyed.</summary>
    protected void CancelIfAsked()
    {
        if (_cancellation.Token.IsCancellationRequested) Cancel(_cancellation.Token);
    }

    private void Cancel(CancellationToken token)
    {
        if (TryAbandon(Use)) EndAbandoned(new OperationCanceledException(token));
    }
}
