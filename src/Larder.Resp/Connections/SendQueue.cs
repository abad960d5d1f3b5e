using System.Buffers;
using Larder.Resp.Protocol;

namespace Larder.Resp.Connections;

/// <summary>
/// Commands on their way out. A caller writes its bytes and its place among the replies under one short lock; whoever finds nobody sending,
/// sends, and what gathers meanwhile goes out with the next write. Who finds no room waits in line, as a command that is not yet written.
/// </summary>
internal sealed class SendQueue(ITransport transport, ConnectionOptions options, Action<Exception> broken)
{
    private const int FirstBuffer = 16 * 1024;
    private const int LargestKept = 1024 * 1024;
    private const int LeastCorked = 32;
    private const int MostCorked = 256;
    private const int CorkedBytes = 32 * 1024;
    private const int RoundsBeforeHandover = 4;

    [ThreadStatic]
    private static SendQueue? corked;

    [ThreadStatic]
    private static int corkedCommands;

    private readonly Lock _gate = new();
    private readonly Queue<PendingReply> _line = new();
    private readonly long _commandTime = (long)(options.CommandTimeout.TotalSeconds * options.Clock.TimestampFrequency);
    private byte[] _gathering = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    private byte[] _leaving = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    private int _gathered;
    private int _gatheredCommands;
    private int _leavingBytes;
    private long _stamp;
    private long _written;
    private long _handedOver;
    private long _answered;
    private long _bytesSent;
    private bool _sending;
    private bool _closed;
    private Task _pump = Task.CompletedTask;
    private PendingReplies? _pending;

    /// <summary>The replies owed for what was sent.</summary>
    public PendingReplies Pending => _pending ??= new PendingReplies(_gate);

    /// <summary>Commands written whose reply has not come.</summary>
    public long InFlight => Volatile.Read(ref _written) - Volatile.Read(ref _answered);

    /// <summary>Replies that have come.</summary>
    public long Replies => Volatile.Read(ref _answered);

    /// <summary>Commands that wait for room.</summary>
    public int InLine => _line.Count;

    public long BytesSent => Volatile.Read(ref _bytesSent);

    /// <summary>Adds a command and what hangs on it, with nothing between. False if the connection has ended.</summary>
    public bool Add(PendingReply pending)
    {
        bool send;
        lock (_gate)
        {
            if (_closed) return false;
            if (_line.Count > 0 || !HasRoom())
            {
                if (pending.Deadline == 0) SetDeadline(pending, options.Clock.GetTimestamp());
                _line.Enqueue(pending);
                return true;
            }
            Write(pending);
            send = !_sending && (!ReferenceEquals(corked, this) || _gatheredCommands >= corkedCommands || _gathered >= CorkedBytes);
            if (send) Turn();
        }
        if (send) Send();
        return true;
    }

    /// <summary>The reader's: so many replies have come.</summary>
    public void Answered(int count)
    {
        Volatile.Write(ref _answered, _answered + count);
        if (_line.Count > 0) Flush();
    }

    /// <summary>
    /// Until <see cref="Uncork"/>, what this thread adds goes out in a few writes. Not in one: the server shall work on the first half while
    /// the second is made. False if the thread does that already.
    /// </summary>
    public bool Cork(int callers)
    {
        if (corked is not null) return false;
        corked = this;
        corkedCommands = Math.Clamp(callers / 2, LeastCorked, MostCorked);
        return true;
    }

    public void Uncork()
    {
        corked = null;
        Flush();
    }

    /// <summary>Sends what has gathered, and lets in who waits for room.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            while (!_closed && _line.Count > 0 && HasRoom()) Write(_line.Dequeue());
            if (_sending || _closed || _gathered == 0) return;
            Turn();
        }
        Send();
    }

    /// <summary>True if its bytes may have left this process.</summary>
    public bool WasHandedOver(PendingReply pending) => pending.Sequence > 0 && pending.Sequence <= Volatile.Read(ref _handedOver);

    /// <summary>Ends it: nothing is added any more. Gives those that waited for room.</summary>
    public IReadOnlyList<PendingReply> Close()
    {
        lock (_gate)
        {
            _closed = true;
            var line = _line.ToArray();
            _line.Clear();
            return line;
        }
    }

    /// <summary>Looks at those that wait for room.</summary>
    public void ForEachInLine<TState>(TState state, Action<TState, PendingReply> look)
    {
        if (_line.Count == 0) return;
        lock (_gate)
        {
            foreach (var pending in _line) look(state, pending);
        }
    }

    /// <summary>The asynchronous part of sending, if there is one under way.</summary>
    public Task Idle => Volatile.Read(ref _pump);

    private bool HasRoom() =>
        _written - Volatile.Read(ref _answered) < options.MaxInFlight && _gathered + _leavingBytes < options.MaxBufferedBytes;

    private void Write(PendingReply first)
    {
        if (_gathered == 0) _stamp = options.Clock.GetTimestamp();
        for (var pending = first; pending is not null; pending = pending.Next)
        {
            if (!pending.IsWaiting && first.Next is null) continue;   // given up while it stood in line
            if (pending.Deadline == 0) SetDeadline(pending, _stamp);
            Reserve(RespWriter.MaxBytes(pending.Command));
            _gathered += RespWriter.Write(pending.Command, _gathering.AsSpan(_gathered));
            _gatheredCommands++;
            pending.SentAt = _stamp;
            pending.Attempts++;
            pending.Sequence = ++_written;
            Pending.Add(pending);
        }
    }

    private void SetDeadline(PendingReply pending, long now) =>
        pending.Deadline = (pending.Command.Traits & CommandTraits.Blocks) != 0 ? long.MaxValue : now + _commandTime;

    private void Reserve(int bytes)
    {
        if (_gathering.Length - _gathered >= bytes) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(_gathered + bytes), _gathering.Length * 2));
        _gathering.AsSpan(0, _gathered).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_gathering);
        _gathering = larger;
    }

    // Under the lock: what has gathered is now leaving, and may be at the server from here on.
    private void Turn()
    {
        _sending = true;
        (_gathering, _leaving) = (_leaving, _gathering);
        _leavingBytes = _gathered;
        _gathered = _gatheredCommands = 0;
        Volatile.Write(ref _handedOver, _written);
        if (_gathering.Length <= LargestKept) return;
        ArrayPool<byte>.Shared.Return(_gathering);
        _gathering = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    }

    private void Send()
    {
        try
        {
            for (var round = 0; round < RoundsBeforeHandover; round++)
            {
                var sent = 0;
                while (sent < _leavingBytes)
                {
                    var more = transport.TrySend(_leaving.AsSpan(sent, _leavingBytes - sent));
                    if (more == 0) break;
                    sent += more;
                }
                if (sent < _leavingBytes)
                {
                    Volatile.Write(ref _pump, PumpAsync(sent));
                    return;
                }
                if (!GoOn()) return;
            }
            // Others keep adding; this thread has its own work to do.
            Volatile.Write(ref _pump, PumpAsync(0));
        }
        catch (Exception failure) when (failure is System.Net.Sockets.SocketException or ObjectDisposedException or IOException)
        {
            broken(failure);
        }
    }

    private async Task PumpAsync(int sent)
    {
        try
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            do
            {
                await transport.SendAsync(_leaving.AsMemory(sent, _leavingBytes - sent)).ConfigureAwait(false);
                sent = 0;
            }
            while (GoOn());
        }
        catch (Exception failure) when (failure is System.Net.Sockets.SocketException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            broken(failure);
        }
    }

    // What was leaving has left. True if more is leaving now.
    private bool GoOn()
    {
        lock (_gate)
        {
            Volatile.Write(ref _bytesSent, _bytesSent + _leavingBytes);
            options.Traffic?.Sent(_leavingBytes);
            _leavingBytes = 0;
            while (!_closed && _line.Count > 0 && HasRoom()) Write(_line.Dequeue());
            if (_gathered > 0 && !_closed)
            {
                Turn();
                return true;
            }
            _sending = false;
            return false;
        }
    }
}
