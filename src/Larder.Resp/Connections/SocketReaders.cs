using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;

namespace Larder.Resp.Connections;

/// <summary>
/// Two threads that take turns at reading a socket. Who has read gives the role to the other, if that one is free, and only then resumes callers; if
/// it is not, because a caller blocks it, it goes on reading and leaves the callers to the thread pool. So no caller ever runs in the role, and
/// most of the time no thread has to be woken between the bytes and the caller. Before it sleeps, the reader looks a few microseconds longer,
/// as long as that pays.
/// </summary>
internal sealed class SocketReaders(SocketTransport transport, Completions completions)
{
    private const int Threads = 2;
    private const int LookMicroseconds = 100;
    private const int PauseLength = 10;
    private const int MostSkipped = 1024;

    private static readonly long Look = Environment.ProcessorCount > 1 ? LookMicroseconds * Stopwatch.Frequency / 1_000_000 : 0;

    [ThreadStatic]
    private static SocketReaders? reading;

    [ThreadStatic]
    private static Action? kept;

    private readonly object _gate = new();
    private Action? _armed;
    private Memory<byte> _destination;
    private int _received;
    private ExceptionDispatchInfo? _failure;
    private int _free;
    private int _resuming;
    private int _skip;
    private int _skipNext = 1;
    private bool _isStarted;
    private bool _ended;

    /// <summary>Waits for bytes; at least one, 0 at the end.</summary>
    public SocketTurn ReceiveAsync(Memory<byte> destination)
    {
        _destination = destination;
        return new SocketTurn(this);
    }

    /// <summary>The loop has ended: the threads do, too.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The loop waits for bytes: one of the threads receives them and runs it on. Resumes callers meanwhile.</summary>
    internal void Arm(Action loop)
    {
        var hasCallers = completions.HasMore;
        var isKept = false;
        lock (_gate)
        {
            if (!_isStarted) Start();
            // The other may be free, or resume callers, or be on its way between the two: then it finds what is armed without being woken.
            isKept = ReferenceEquals(reading, this) && (!hasCallers || (_free == 0 && Volatile.Read(ref _resuming) > 0));
            if (isKept) kept = loop;
            else _armed = loop;
            if (!isKept) Monitor.Pulse(_gate);
        }
        if (!hasCallers) return;
        if (isKept) completions.Start();
        else ResumeHere();
    }

    private void ResumeHere()
    {
        Interlocked.Increment(ref _resuming);
        completions.RunHere();
        Interlocked.Decrement(ref _resuming);
    }

    internal int Result()
    {
        var failure = _failure;
        _failure = null;
        failure?.Throw();
        return _received;
    }

    private void Start()
    {
        _isStarted = true;
        for (var number = 0; number < Threads; number++)
            new Thread(static readers => ((SocketReaders)readers!).Run()) { IsBackground = true, Name = "Larder.Resp reader" }.UnsafeStart(this);
    }

    private void Run()
    {
        reading = this;
        while (TakeRole() is { } loop)
        {
            for (Action? next = loop; next is not null; next = kept)
            {
                kept = null;
                Receive();
                next();
            }
        }
    }

    private Action? TakeRole()
    {
        lock (_gate)
        {
            while (_armed is null && !_ended)
            {
                _free++;
                Monitor.Wait(_gate);
                _free--;
            }
            var loop = _armed;
            _armed = null;
            return loop;
        }
    }

    private void Receive()
    {
        try
        {
            var looksUntil = 0L;
            while ((_received = transport.TryReceive(_destination.Span)) < 0)
            {
                if (looksUntil == 0) looksUntil = MayLook() ? Stopwatch.GetTimestamp() + Look : -1;
                if (looksUntil > Stopwatch.GetTimestamp()) Thread.SpinWait(PauseLength);
                else transport.WaitUntilReadable();
            }
            if (looksUntil > 0) Learn(Stopwatch.GetTimestamp() <= looksUntil);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            _failure = ExceptionDispatchInfo.Capture(failure);
        }
    }

    private bool MayLook()
    {
        if (Look == 0) return false;
        if (_skip == 0) return true;
        _skip--;
        return false;
    }

    // Looking pays where the server is near and somebody asks again at once. Each failure doubles how often it is left out.
    private void Learn(bool paid)
    {
        _skip = paid ? 0 : _skipNext;
        _skipNext = paid ? 1 : Math.Min(_skipNext * 2, MostSkipped);
    }
}
