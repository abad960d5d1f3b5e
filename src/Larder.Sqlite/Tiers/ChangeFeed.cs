using Larder.Sqlite.Storage;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Sqlite.Tiers;

/// <summary>
/// Follows the change log on a connection of its own. Each round asks whether anything was committed since the last one, which costs a few
/// microseconds, and reads the new rows only if so. One task per tier; it waits on a timer and on nothing else.
/// </summary>
internal sealed class ChangeFeed(SqliteStore store, TierScope scope, TimeSpan every) : IAsyncDisposable
{
    private readonly MonotonicClock _clock = new(scope.Time);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private Task? _loop;
    private SqliteSession? _followed;
    private FileConnection? _file;
    private long _position;
    private long? _dataVersion;

    /// <summary>Starts following, if that was not done yet.</summary>
    public void Start()
    {
        if (Volatile.Read(ref _loop) is not null) return;
        lock (_gate)
        {
            if (!_stop.IsCancellationRequested) _loop ??= Task.Run(FollowAsync);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Task? loop;
        lock (_gate) loop = _loop;
        if (loop is not null) await loop.ConfigureAwait(false);
        _file?.Dispose();
        _stop.Dispose();
    }

    private async Task FollowAsync()
    {
        using var timer = new PeriodicTimer(every, scope.Time);
        do Round();
        while (await NextAsync(timer).ConfigureAwait(false));
    }

    private async ValueTask<bool> NextAsync(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Round()
    {
        // Before the look: what is committed later is the next round's to prove.
        var startedAt = _clock.Now;
        try
        {
            var session = store.Current();
            try
            {
                Follow(session);
                if (session.IsAtPath(_file!)) Deliver();
                else store.Lose(session);
            }
            catch (SqliteFault fault)
            {
                // A locked file has lost nothing: the next round goes on from here, and until then nothing is proven.
                if (!fault.IsBusy) store.Lose(session, fault);
                return;
            }

            if (store.IsCurrent(session)) scope.Watch.Prove(startedAt);
        }
        catch (TierException)
        {
            // The store can't open the file now, and said so to those who asked for a slot; the next round asks again.
        }
    }

    private void Follow(SqliteSession session)
    {
        if (ReferenceEquals(session, _followed)) return;
        _file?.Dispose();
        _file = null;
        _followed = null;
        _file = session.OpenReader();
        _position = session.StartsAt;
        _dataVersion = null;
        _followed = session;
    }

    private void Deliver()
    {
        // Asked before the rows are read: a commit in between is delivered now and looked for once more, never missed.
        var version = _file!.Number("PRAGMA data_version");
        if (version == _dataVersion) return;

        var last = ChangeLog.Last(_file);
        if (last > _position) DeliverRows();
        else if (last < _position) StartOver(last); // an older state was restored into the file
        _dataVersion = version;
    }

    private void DeliverRows()
    {
        using var row = _file!.Prepare("SELECT seq, origin, kind, name, at FROM changes WHERE seq > ?1 ORDER BY seq");
        row.Bind(1, _position);
        var isFirst = true;
        var slowest = -1L;
        while (row.Step())
        {
            var seq = row.Number(0);
            if (isFirst && seq != _position + 1) MissedSome();
            isFirst = false;
            _position = seq;
            if (row.Number(1) == scope.Origin) continue;
            Tell(new Slot((SlotKind)row.Number(2), row.Name(3)));
            slowest = Math.Max(slowest, scope.Now - row.Number(4));
        }

        if (slowest >= 0) scope.Watch.Lagged(TimeSpan.FromMilliseconds(slowest));

        if (isFirst) StartOver(ChangeLog.Last(_file));
    }

    private void StartOver(long position)
    {
        MissedSome();
        _position = position;
    }

    private void Tell(Slot slot)
    {
        scope.Watch.Changed(slot);
        scope.Waiters.Wake(slot);
    }

    // The numbers have no gaps of their own: rows between our position and the first were trimmed while this process was held up.
    private void MissedSome()
    {
        scope.Watch.ChangedAll();
        scope.Waiters.WakeAll();
    }
}
