using Larder.Sqlite.Storage;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Sqlite.Tiers;

/// <summary>
/// The shared tier in a file: a row per slot, a log of changes, versions compared inside one write transaction. Reads run on the caller's
/// thread, writes go through one queue, and the feed tells of what other processes did.
/// </summary>
internal sealed class SqliteTier : ISharedTier
{
    private const long MostBodyBytes = 16 << 20;
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(20);

    private readonly VersionSource _versions = new();
    private readonly TouchLog _touches = new();
    private readonly TierScope _scope;
    private readonly SqliteStore _store;
    private readonly ChangeFeed _feed;
    private readonly Sweeper _sweeper;
    private bool _isDisposed;

    /// <param name="settings">Where the file is.</param>
    /// <param name="sink">Who must hear of changes.</param>
    /// <param name="time">Dates rows and drives the feed.</param>
    /// <param name="random">Spreads attempts to open the file.</param>
    /// <param name="log">For what nobody else can tell.</param>
    public SqliteTier(StoreSettings settings, IChangeSink sink, TimeProvider time, Random random, StoreLog log)
    {
        // The first half of a version is drawn once per source: it names this tier among all that write to the file.
        // A body must not push everything else out of a small file.
        Traits = new TierTraits(
            "sqlite", Follow.Polled, PollEvery, Math.Min(MostBodyBytes, settings.MaxBytes / 4), TierFeatures.Durable | TierFeatures.Evicts | TierFeatures.WriterHolds);
        _scope = new TierScope(new Watch(sink), new SlotWaiters(), unchecked((long)_versions.Next().High), time);
        _store = new SqliteStore(settings, time, random, log, Lost);
        _feed = new ChangeFeed(_store, _scope, PollEvery);
        _sweeper = new Sweeper(_store, settings, _scope, _touches, log);
    }

    public TierTraits Traits { get; }

    /// <summary>What other kinds of slots in the same file need: its scope, its store, and what was used.</summary>
    public (TierScope Scope, SqliteStore Store, TouchLog Touches) Parts => (_scope, _store, _touches);

    public ValueTask ReadAsync(ReadOnlyMemory<Slot> slots, Memory<SlotRead> answers, ReadDepth depth, CancellationToken cancellationToken)
    {
        Begin(cancellationToken);

        // Before the session and its snapshot: a change that comes after the snapshot then always stands after the ticket.
        var ticket = _scope.Watch.Ticket();
        _store.Read((Tier: this, slots, answers, depth, ticket), static (file, call) => call.Tier.Read(file, call.slots, call.answers, call.depth, call.ticket));
        return ValueTask.CompletedTask;
    }

    public async ValueTask<SlotRead> LeaseAsync(Slot slot, SlotVersion lease, TimeSpan leaseFor, CancellationToken cancellationToken)
    {
        Begin(cancellationToken);
        return await _store.Writes.WriteAsync(new LeaseSlot(_scope, slot, lease, leaseFor), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<Replacement> ReplaceAsync(Slot slot, SlotVersion expected, SlotWrite write, CancellationToken cancellationToken)
    {
        Begin(cancellationToken);
        CheckSize(write);
        return await _store.Writes.WriteAsync(new ReplaceSlot(_scope, slot, expected, write), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<Replacement> WriteAsync(Slot slot, SlotWrite write, CancellationToken cancellationToken)
    {
        Begin(cancellationToken);
        CheckSize(write);
        return await _store.Writes.WriteAsync(new WriteSlot(_scope, slot, write), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask WaitAsync(Slot slot, SlotVersion seen, TimeSpan atMost, CancellationToken cancellationToken)
    {
        Begin(cancellationToken);

        // First listen, then look: a change between the two would be heard by nobody.
        var waiter = _scope.Waiters.Add(slot);
        try
        {
            var read = Find(slot).ToRead(_scope.Now, default);
            if (read.Version != seen || read.State == SlotState.Foreign) return;

            await waiter.Task.WaitAsync(Soonest(atMost, read.Remaining), _scope.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The slot's time, or the caller's patience, is over.
        }
        finally
        {
            _scope.Waiters.Remove(slot, waiter);
        }
    }

    public async ValueTask<int> RemoveAsync(ReadOnlyMemory<Slot> slots, CancellationToken cancellationToken)
    {
        Begin(cancellationToken);
        return await _store.Writes.WriteAsync(new RemoveSlots(_scope, slots), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask RenewAsync(ReadOnlyMemory<Slot> marks, Renewal renewal, Memory<SlotVersion> versions, CancellationToken cancellationToken)
    {
        Begin(cancellationToken);
        if (renewal == Renewal.IfAbsent && AllHeld(marks, versions)) return;
        var renewed = await _store.Writes.WriteAsync(new RenewMarks(_scope, marks, renewal, _versions), cancellationToken).ConfigureAwait(false);
        renewed.CopyTo(versions);
    }

    public ValueTask<ScanPage> ScanAsync(string pattern, string? resumeAt, int about, CancellationToken cancellationToken)
    {
        Begin(cancellationToken);
        return new(List(pattern, resumeAt, about));
    }

    public async ValueTask<SweepStep> SweepAsync(string pattern, string? resumeAt, CancellationToken cancellationToken)
    {
        Begin(cancellationToken);
        var page = List(pattern, resumeAt, about: 500);
        var freed = page.Keys.Count == 0
            ? 0
            : await _store.Writes.WriteAsync(new FreeEntries(_scope, page.Keys), cancellationToken).ConfigureAwait(false);
        return new SweepStep(page.Examined, freed, page.ResumeAt);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true)) return;
        await _feed.DisposeAsync().ConfigureAwait(false);
        await _sweeper.DisposeAsync().ConfigureAwait(false);
        await _store.DisposeAsync().ConfigureAwait(false);
        _scope.Waiters.WakeAll();
    }

    /// <summary>Before each operation.</summary>
    public void Begin(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed), this);
        cancellationToken.ThrowIfCancellationRequested();
        _feed.Start();
        _sweeper.Start();
    }

    private bool Read(FileConnection file, ReadOnlyMemory<Slot> slots, Memory<SlotRead> answers, ReadDepth depth, InstallTicket ticket)
    {
        // An entry and its marks must be of one moment; a single row is so by itself.
        var isMany = slots.Length > 1;
        if (isMany) file.Run("BEGIN");
        var now = _scope.Now;
        for (var i = 0; i < slots.Length; i++)
        {
            var row = SlotRow.Find(file, slots.Span[i], depth, now);
            if (row.State == SlotState.Held && slots.Span[i].Kind == SlotKind.Entry) _touches.Note(row.Id, row.UsedAt, now);
            answers.Span[i] = row.ToRead(now, ticket);
        }

        if (isMany) file.Run("COMMIT");
        return true;
    }

    private SlotRow Find(Slot slot) => _store.Read((slot, _scope.Now), static (file, call) =>
        SlotRow.Find(file, call.slot, ReadDepth.VersionOnly, call.Now));

    private bool AllHeld(ReadOnlyMemory<Slot> marks, Memory<SlotVersion> versions)
    {
        for (var i = 0; i < marks.Length; i++)
        {
            var row = Find(marks.Span[i]);
            if (row.State != SlotState.Held) return false;
            versions.Span[i] = row.Version;
        }

        return true;
    }

    private ScanPage List(string pattern, string? resumeAt, int about) =>
        _store.Read((pattern, resumeAt, Most: Math.Clamp(about, 1, 1000), _scope.Now), static (file, call) =>
            Listing.Read(file, call.pattern, call.resumeAt, call.Most, call.Now));

    // Early is allowed, and no timer takes an unbounded time.
    private static TimeSpan Soonest(TimeSpan atMost, TimeSpan? remaining)
    {
        var soonest = atMost == Timeout.InfiniteTimeSpan || atMost > LongestWait ? LongestWait : atMost;
        return remaining < soonest ? remaining.Value : soonest;
    }

    private void CheckSize(SlotWrite write)
    {
        if (write.Body.Length > Traits.MaxBodyBytes)
            throw new TierException(TierFailure.Refused, $"LAR244 A value of {write.Body.Length} bytes is larger than the file takes: {Traits.MaxBodyBytes}.");
    }

    private void Lost()
    {
        _scope.Watch.Break();
        _scope.Waiters.WakeAll();
    }
}
