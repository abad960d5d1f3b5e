using Larder.Resp;
using Larder.Resp.Client;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Redis.Tiers;

/// <summary>
/// The shared tier in Redis: a key per slot, placeholders under the entry's own key, versions compared by a script at the server, and memory that
/// follows by client tracking, whoever writes.
/// </summary>
internal sealed class RedisTier : ISharedTier
{
    private const long MostBodyBytes = 64 << 20;

    private readonly VersionSource _versions = new();
    private readonly TierTraits _followed;
    private readonly TierTraits _unfollowed;
    private readonly RedisScope _scope;
    private readonly SlotReads _reads;
    private readonly SlotWrites _writes;
    private readonly Listing _listing;
    private readonly FirstConnection _first;
    private readonly MarkWarmth _warmth;
    private readonly ChangeWait _waits;
    private bool _isDisposed;

    public RedisTier(RespClient client, IChangeSink sink, RedisTierSettings settings, TierSurroundings from)
    {
        _followed = new TierTraits("redis", Follow.Pushed, TimeSpan.Zero, MostBodyBytes, TierFeatures.Evicts | TierFeatures.ForeignWriters | TierFeatures.KeepsTime | TierFeatures.WriterHolds);
        _unfollowed = _followed with { Follow = Follow.None, FollowsWithin = settings.DetachedExpiration };
        _scope = new RedisScope(client, sink, settings, from.Time);
        _reads = new SlotReads(_scope, settings.Spread, settings.Foreign);
        _writes = new SlotWrites(_scope, _reads);
        _listing = new Listing(_scope);
        _waits = new ChangeWait(_scope, _reads);
        _first = new FirstConnection(_scope, settings, from);
        _warmth = new MarkWarmth(_scope, from.Time);
    }

    /// <summary>What other kinds of keys on the same connections need.</summary>
    public RedisScope Scope => _scope;

    public TierTraits Traits => _scope.IsFollowing ? _followed : _unfollowed;

    public async ValueTask ReadAsync(ReadOnlyMemory<Slot> slots, Memory<SlotRead> answers, ReadDepth depth, CancellationToken cancellationToken)
    {
        try
        {
            await BeginAsync(cancellationToken).ConfigureAwait(false);
            _warmth.Note(slots.Span);
            await _reads.ReadAsync(slots, answers, depth, cancellationToken).ConfigureAwait(false);
        }
        catch (RespException failure)
        {
            throw failure.ToTier();
        }
    }

    public ValueTask<SlotRead> PeekAsync(Slot slot, CancellationToken cancellationToken)
    {
        var begun = BeginAsync(cancellationToken);
        return begun.IsCompletedSuccessfully ? _reads.PeekAsync(slot, cancellationToken) : PeekWhenBegunAsync(begun, slot, cancellationToken);
    }

    public async ValueTask PeekAsync(ReadOnlyMemory<Slot> slots, Memory<SlotRead> answers, CancellationToken cancellationToken)
    {
        try
        {
            await BeginAsync(cancellationToken).ConfigureAwait(false);
            await _reads.PeekAsync(slots, answers, cancellationToken).ConfigureAwait(false);
        }
        catch (RespException failure)
        {
            throw failure.ToTier();
        }
    }

    public async ValueTask<SlotRead> LeaseAsync(Slot slot, SlotVersion lease, TimeSpan leaseFor, CancellationToken cancellationToken)
    {
        try
        {
            await BeginAsync(cancellationToken).ConfigureAwait(false);
            return await _writes.LeaseAsync(slot, lease, leaseFor, cancellationToken).ConfigureAwait(false);
        }
        catch (RespException failure)
        {
            throw failure.ToTier();
        }
    }

    public async ValueTask<Replacement> ReplaceAsync(Slot slot, SlotVersion expected, SlotWrite write, CancellationToken cancellationToken)
    {
        CheckSize(write);
        try
        {
            await BeginAsync(cancellationToken).ConfigureAwait(false);
            var touching = _warmth.BesideWriteAsync(write.Body.Length, cancellationToken);
            var replaced = await _writes.ReplaceAsync(slot, expected, write, cancellationToken).ConfigureAwait(false);
            await touching.ConfigureAwait(false);
            if (replaced.Outcome == ReplaceOutcome.Done) _scope.Waiters.Wake(slot);
            return replaced;
        }
        catch (RespException failure)
        {
            throw failure.ToTier();
        }
    }

    public async ValueTask<Replacement> WriteAsync(Slot slot, SlotWrite write, CancellationToken cancellationToken)
    {
        CheckSize(write);
        try
        {
            await BeginAsync(cancellationToken).ConfigureAwait(false);
            var touching = _warmth.BesideWriteAsync(write.Body.Length, cancellationToken);
            var written = await _writes.WriteAsync(slot, write, cancellationToken).ConfigureAwait(false);
            await touching.ConfigureAwait(false);
            _scope.Waiters.Wake(slot);
            return written;
        }
        catch (RespException failure)
        {
            throw failure.ToTier();
        }
    }

    public async ValueTask WaitAsync(Slot slot, SlotVersion seen, TimeSpan atMost, CancellationToken cancellationToken)
    {
        try
        {
            await BeginAsync(cancellationToken).ConfigureAwait(false);
            await _waits.WaitAsync(slot, seen, atMost, cancellationToken).ConfigureAwait(false);
        }
        catch (RespException failure)
        {
            throw failure.ToTier();
        }
    }

    public async ValueTask<int> RemoveAsync(ReadOnlyMemory<Slot> slots, CancellationToken cancellationToken)
    {
        try
        {
            await BeginAsync(cancellationToken).ConfigureAwait(false);
            var removed = await _writes.RemoveAsync(slots, cancellationToken).ConfigureAwait(false);
            foreach (var slot in slots.Span) _scope.Waiters.Wake(slot);
            return removed;
        }
        catch (RespException failure)
        {
            throw failure.ToTier();
        }
    }

    public async ValueTask RenewAsync(ReadOnlyMemory<Slot> marks, Renewal renewal, Memory<SlotVersion> versions, CancellationToken cancellationToken)
    {
        try
        {
            await BeginAsync(cancellationToken).ConfigureAwait(false);
            var renewals = new Task<SlotVersion>[marks.Length];
            for (var i = 0; i < renewals.Length; i++)
                renewals[i] = _writes.RenewAsync(marks.Span[i], renewal, _versions.Next(), cancellationToken).AsTask();
            var renewed = await Task.WhenAll(renewals).ConfigureAwait(false);
            renewed.CopyTo(versions);
            foreach (var mark in marks.Span) _scope.Waiters.Wake(mark);
        }
        catch (RespException failure)
        {
            throw failure.ToTier();
        }
    }

    public async ValueTask<ScanPage> ScanAsync(string pattern, string? resumeAt, int about, CancellationToken cancellationToken)
    {
        try
        {
            await BeginAsync(cancellationToken).ConfigureAwait(false);
            return await _listing.ReadAsync(pattern, resumeAt, about, cancellationToken).ConfigureAwait(false);
        }
        catch (RespException failure)
        {
            throw failure.ToTier();
        }
    }

    public async ValueTask<SweepStep> SweepAsync(string pattern, string? resumeAt, CancellationToken cancellationToken)
    {
        const int AtOnce = 500;
        var page = await ScanAsync(pattern, resumeAt, AtOnce, cancellationToken).ConfigureAwait(false);
        var freed = await RemoveAsync(page.Keys.Select(static key => new Slot(SlotKind.Entry, key)).ToArray(), cancellationToken).ConfigureAwait(false);
        return new SweepStep(page.Examined, freed, page.ResumeAt);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true)) return;
        await _first.DisposeAsync().ConfigureAwait(false);
        await _warmth.DisposeAsync().ConfigureAwait(false);
        await _scope.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<SlotRead> PeekWhenBegunAsync(ValueTask begun, Slot slot, CancellationToken cancellationToken)
    {
        await begun.ConfigureAwait(false);
        return await _reads.PeekAsync(slot, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Before each operation.</summary>
    public ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed), this);
        cancellationToken.ThrowIfCancellationRequested();
        return _first.WaitAsync(cancellationToken);
    }

    private void CheckSize(SlotWrite write)
    {
        if (write.Body.Length > MostBodyBytes)
            throw new TierException(TierFailure.Refused, $"A value of {write.Body.Length} bytes is larger than the tier takes: {MostBodyBytes}.");
    }
}
