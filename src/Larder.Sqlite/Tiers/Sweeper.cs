using Larder.Sqlite.Storage;
using Larder.Tiers;

namespace Larder.Sqlite.Tiers;

/// <summary>
/// Keeps the file small: removes what expired, evicts what was used least recently, trims the change log, gives space back. In small
/// transactions of the ordinary queue, so that writers wait for one of them at most. Of several processes one sweeps.
/// </summary>
internal sealed class Sweeper(SqliteStore store, StoreSettings settings, TierScope scope, TouchLog touches, StoreLog log) : IAsyncDisposable
{
    private const int Together = 500;
    private const long KeepChangesMs = 60_000;
    private const long LongLogBytes = 16 << 20;
    private const double EvictAbove = 0.90;
    private const double EvictDownTo = 0.80;

    private static readonly string[] Expired =
    [
        "DELETE FROM counters WHERE name IN (SELECT name FROM counters WHERE expires_at <= ?1 LIMIT ?2)",
        "DELETE FROM operations WHERE rowid IN (SELECT rowid FROM operations WHERE at <= ?1 - 3600000 LIMIT ?2)",
        "DELETE FROM holds WHERE rowid IN (SELECT rowid FROM holds WHERE until <= ?1 LIMIT ?2)",
        "DELETE FROM visits WHERE rowid IN (SELECT rowid FROM visits WHERE expires_at <= ?1 LIMIT ?2)",
    ];

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private Task? _loop;

    /// <summary>Starts sweeping, if that was not done yet.</summary>
    public void Start()
    {
        if (Volatile.Read(ref _loop) is not null) return;
        lock (_gate)
        {
            if (!_stop.IsCancellationRequested) _loop ??= Task.Run(SweepAsync);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Task? loop;
        lock (_gate) loop = _loop;
        if (loop is not null) await loop.ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <summary>Everything once.</summary>
    public async Task SweepOnceAsync(CancellationToken cancellationToken)
    {
        await RepeatAsync(WriteTouches, cancellationToken).ConfigureAwait(false);
        if (!await store.WriteAsync(TakeTurn, cancellationToken).ConfigureAwait(false)) return;

        var expired = await RepeatAsync(RemoveExpired, cancellationToken).ConfigureAwait(false);
        var trimmed = await RepeatAsync(file => ChangeLog.Trim(file, scope.Now - KeepChangesMs, Together), cancellationToken).ConfigureAwait(false);
        var evicted = await EvictAsync(cancellationToken).ConfigureAwait(false);
        await RepeatAsync(GiveSpaceBack, cancellationToken).ConfigureAwait(false);
        ShortenLog();
        log.Swept(settings.Path, expired, evicted, trimmed);
    }

    private async Task SweepAsync()
    {
        using var timer = new PeriodicTimer(Every, scope.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false)) await TrySweepAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    private async Task TrySweepAsync()
    {
        try
        {
            await SweepOnceAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (TierException)
        {
            // The file is away, locked or full; those who use it are told so, and the next round comes.
        }
    }

    private async Task<long> RepeatAsync(Func<FileConnection, int> step, CancellationToken cancellationToken)
    {
        long total = 0;
        int done;
        do total += done = await store.WriteAsync(step, cancellationToken).ConfigureAwait(false);
        while (done > 0);
        return total;
    }

    private async Task<long> EvictAsync(CancellationToken cancellationToken)
    {
        if (store.Read(this, static (file, me) => me.UsedBytes(file)) <= settings.MaxBytes * EvictAbove) return 0;
        return await RepeatAsync(file => UsedBytes(file) > settings.MaxBytes * EvictDownTo ? Eviction.Step(file) : 0, cancellationToken).ConfigureAwait(false);
    }

    private int WriteTouches(FileConnection file)
    {
        var notes = touches.Take(Together);
        TouchLog.Write(file, notes);
        return notes.Count;
    }

    // A turn lasts a little less than the pause between two, so that the sweeper of a process that died is replaced at the next round.
    private bool TakeTurn(FileConnection file)
    {
        using var command = file.Prepare("""
            INSERT INTO chores (name, owner, until) VALUES ('sweep', ?1, ?2)
            ON CONFLICT (name) DO UPDATE SET owner = ?1, until = ?2 WHERE owner = ?1 OR until <= ?3 OR until > ?2
            """);
        var now = scope.Now;
        return command.Bind(1, scope.Origin).Bind(2, now + (long)(Every.TotalMilliseconds * 0.9)).Bind(3, now).Run() > 0;
    }

    private int RemoveExpired(FileConnection file)
    {
        using var slots = file.Prepare("DELETE FROM slots WHERE id IN (SELECT id FROM slots WHERE expires_at <= ?1 ORDER BY expires_at LIMIT ?2)");
        var removed = slots.Bind(1, scope.Now).Bind(2, Together).Run();
        return removed + Expired.Sum(command => RemoveExpired(file, command));
    }

    private int RemoveExpired(FileConnection file, string command)
    {
        using var rows = file.Prepare(command);
        return rows.Bind(1, scope.Now).Bind(2, Together).Run();
    }

    private long UsedBytes(FileConnection file)
    {
        var pages = (file.Number("PRAGMA page_count") ?? 0) - (file.Number("PRAGMA freelist_count") ?? 0);
        return pages * (file.Number("PRAGMA page_size") ?? 0);
    }

    // Some free pages are left in the file: the next entries need them.
    private int GiveSpaceBack(FileConnection file)
    {
        var free = file.Number("PRAGMA freelist_count") ?? 0;
        var pages = file.Number("PRAGMA page_count") ?? 0;
        if (free <= Math.Max(256, pages / 10)) return 0;
        file.Run("PRAGMA incremental_vacuum(256)");
        return (int)(free - (file.Number("PRAGMA freelist_count") ?? 0));
    }

    private void ShortenLog()
    {
        var log = new FileInfo(settings.Path + "-wal");
        if (!log.Exists || log.Length < LongLogBytes) return;
        store.Checkpoint();
    }
}
