namespace Larder.Resp.Connections;

/// <summary>
/// The coarse clock of a connection, every 20 ms: gives up what is overdue, helps on where a caller blocks, asks a silent server whether it is
/// there, and ends a connection that says nothing any more.
/// </summary>
internal sealed class Heartbeat : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    // A process that was stopped for a while cannot tell who was silent.
    private const int BeatsOfPause = 10;

    private readonly ConnectionOptions _options;
    private readonly SendQueue _sends;
    private readonly ReplyLoop _replies;
    private readonly IPulse _pulse;
    private readonly ITimer _timer;
    private readonly TimeProvider _clock;
    private int _beating;
    private int _timeouts;
    private int _recentTimeouts;
    private bool _isSlow;
    private long _slowAt;
    private long _secondStarted;
    private long _quietSince;
    private long _seenReceived;
    private long _lastBeat;

    public Heartbeat(ConnectionOptions options, SendQueue sends, ReplyLoop replies, IPulse pulse)
    {
        _options = options;
        _sends = sends;
        _replies = replies;
        _pulse = pulse;
        _clock = options.Clock;
        _secondStarted = _quietSince = _lastBeat = _clock.GetTimestamp();
        _timer = _clock.CreateTimer(static beat => ((Heartbeat)beat!).OnBeat(), this, Beat, Beat);
    }

    public void Dispose() => _timer.Dispose();

    private void OnBeat()
    {
        // A beat that takes longer than one, on a machine that is short of time, is not joined by the next.
        if (Interlocked.Exchange(ref _beating, 1) != 0) return;
        var now = _clock.GetTimestamp();
        CountSecond(now);
        _sends.Flush();
        _replies.Completions.Rescue();
        _sends.Pending.ForEach((Beat: this, Now: now), static (state, pending) => state.Beat.GiveUpIfOverdue(pending, state.Now));
        _sends.ForEachInLine((Beat: this, Now: now), static (state, pending) => state.Beat.GiveUpIfOverdue(pending, state.Now));
        Listen(now);
        Volatile.Write(ref _beating, 0);
    }

    private void CountSecond(long now)
    {
        if (_clock.GetElapsedTime(_secondStarted, now) < TimeSpan.FromSeconds(1)) return;
        _secondStarted = now;
        _recentTimeouts = _timeouts;
        _timeouts = 0;
        if (!_isSlow || _recentTimeouts > 0 || _replies.LastReceived <= _slowAt) return;
        _isSlow = false;
        _pulse.Well();
    }

    private void GiveUpIfOverdue(PendingReply pending, long now)
    {
        var use = pending.Use;
        if (pending.Deadline == 0 || pending.Deadline > now || !pending.IsWaiting) return;
        var delivery = _sends.WasHandedOver(pending) ? Delivery.MaybeExecuted : Delivery.NotSent;
        var name = pending.Command;
        if (!pending.TryAbandon(use)) return;
        _timeouts++;
        var evidence = new Overdue(
            _options.CommandTimeout, _clock.GetElapsedTime(_replies.LastReceived, now), _sends.InFlight, _sends.InLine,
            Math.Max(_timeouts, _recentTimeouts), ThreadPool.PendingWorkItemCount);
        var timeout = evidence.ToException(name, _options, delivery);
        pending.EndAbandoned(timeout);
        _options.Traffic?.TimedOut();
        _isSlow = true;
        _slowAt = now;
        _pulse.Slow(timeout);
    }

    // Silence means nothing while a command may lawfully block; the system's own probes watch then.
    private void Listen(long now)
    {
        var lastReceived = _replies.LastReceived;
        var wasPaused = _clock.GetElapsedTime(_lastBeat, now) > Beat * BeatsOfPause;
        if (_sends.InFlight == 0 || lastReceived != _seenReceived || wasPaused) _quietSince = now;
        _seenReceived = lastReceived;
        _lastBeat = now;
        if (_options.Use == ConnectionUse.Leased) return;
        if (_sends.InFlight == 0 && _clock.GetElapsedTime(lastReceived, now) >= _options.KeepAlive) _pulse.Ask();
        var quiet = _clock.GetElapsedTime(_quietSince, now);
        if (quiet >= _options.Patience) _pulse.Silent(quiet);
    }
}
