using Larder.Diagnostics;
using Larder.Validity;

namespace Larder.Tiers;

/// <summary>
/// The shared tier behind a timeout and a breaker. Its "not reached" is never a miss: who gets it loads without lease and without fill.
/// </summary>
internal sealed class GuardedTier : IAsyncDisposable
{
    private readonly ISharedTier _inner;
    private readonly TierLane _reading;
    private readonly TierLane _writing;
    private readonly OwedRemovals _owed;
    private readonly OwedHealing _healing;
    private readonly LeaseReturns _returns;
    private readonly PrefixRemovals _prefixes;
    private readonly RequestPatience _patience;
    private readonly Slot _all;
    private readonly TimeSpan _commandTimeout;
    private readonly TimeProvider _time;
    private int _isPaying;

    public GuardedTier(ISharedTier inner, Slot all, IChangeSink sink, CacheOptions options, CacheEvents events, TimeProvider time)
    {
        _inner = inner;
        _time = time;
        _commandTimeout = options.CommandTimeout;
        _all = all;
        _owed = new OwedRemovals(all);
        _healing = new OwedHealing(_owed, PayAsync, options.BreakerOpenFor, time);
        _owed.Added += _healing.Start;
        Detached = new Watch(sink);
        Detached.Prove(long.MaxValue);
        var name = inner.Traits.Name;
        TimeSpan? readTimeout = inner.Traits.Features.HasFlag(TierFeatures.KeepsTime) ? null : options.CommandTimeout;
        _reading = new TierLane($"{name} (reading)", readTimeout, options.DetachedExpiration, NewBreaker(), events, time);
        _writing = new TierLane($"{name} (writing)", options.CommandTimeout, options.DetachedExpiration, NewBreaker(), events, time);
        _reading.Recovered += EndDetachment;
        _returns = new LeaseReturns(inner, _writing, options.BreakerOpenFor, time);
        _patience = new RequestPatience(time);
        _reading.TimedOut += _patience.End;
        _writing.TimedOut += _patience.End;
        _prefixes = new PrefixRemovals(inner, _reading, _writing, all);

        CircuitBreaker NewBreaker() => new(options.BreakerOpensAfter, options.BreakerOpenFor, time);
    }

    /// <summary>How many removals the tier could not be told yet.</summary>
    public int OwedCount => _owed.Count;

    public TierTraits Traits => _inner.Traits;

    /// <summary>Whether reads get through.</summary>
    public LaneCondition Reading => _reading.Condition;

    /// <summary>Whether writes get through.</summary>
    public LaneCondition Writing => _writing.Condition;

    /// <summary>
    /// Vouches for what is loaded while the tier can't be reached, and stops as soon as it can: nobody told us of changes in between, so all of
    /// it is asked for again.
    /// </summary>
    public Watch Detached { get; }

    public async ValueTask<bool> ReadAsync(
        ReadOnlyMemory<Slot> slots, Memory<SlotRead> answers, ReadDepth depth, CancellationToken cancellationToken)
    {
        if (_patience.IsOver) return false;
        if (_owed.Count > 0 && !await PayAsync(cancellationToken).ConfigureAwait(false)) return false;
        var answer = await _reading.RunAsync(
            (_inner, slots, answers, depth),
            static async (call, token) =>
            {
                await call._inner.ReadAsync(call.slots, call.answers, call.depth, token).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return answer.Reached;
    }

    /// <summary>
    /// Begins to read one slot for a caller that keeps nothing; null when the tier is not to be asked now. Who began it must say how it ended: so the
    /// caller's own method waits for the tier, and nothing stands between.
    /// </summary>
    public ValueTask<SlotRead>? BeginPeek(Slot slot, CancellationToken cancellationToken) =>
        MayPeek && _reading.TryEnter() ? _reading.InTime(_inner.PeekAsync(slot, cancellationToken), cancellationToken) : null;

    /// <summary>A peek had its answer.</summary>
    public void EndPeek() => _reading.Answered();

    /// <summary>A peek failed; false if its caller gave up.</summary>
    public bool FailPeek(Exception error, CancellationToken cancellationToken)
    {
        if (_reading.Left(cancellationToken, error)) return false;
        _reading.NotAnswered(error);
        return true;
    }

    /// <summary>The same for many slots, as one call; false when that did not get through.</summary>
    public async ValueTask<bool> PeekAsync(ReadOnlyMemory<Slot> slots, Memory<SlotRead> answers, CancellationToken cancellationToken)
    {
        if (!MayPeek) return false;
        var answer = await _reading.RunAsync(
            (_inner, slots, answers),
            static async (call, token) =>
            {
                await call._inner.PeekAsync(call.slots, call.answers, token).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return answer.Reached;
    }

    // What is owed is handed on by the reads that may wait for it.
    private bool MayPeek => !_patience.IsOver && _owed.Count == 0;

    /// <summary>Asks for a lease; one that is granted behind the caller's back is given back.</summary>
    public async ValueTask<TierAnswer<SlotRead>> LeaseAsync(Slot slot, SlotVersion lease, TimeSpan leaseFor, CancellationToken cancellationToken)
    {
        var call = new LeaseCall(_inner, slot, lease, leaseFor);
        var answer = await _writing.RunAsync(call, static (call, token) => call.AskAsync(token), cancellationToken).ConfigureAwait(false);
        if (!answer.Reached) _returns.GiveBack(call);
        return answer;
    }

    public ValueTask<TierAnswer<Replacement>> ReplaceAsync(
        Slot slot, SlotVersion expected, SlotWrite write, CancellationToken cancellationToken) =>
        _writing.RunAsync(
            (_inner, slot, expected, write),
            static (call, token) => call._inner.ReplaceAsync(call.slot, call.expected, call.write, token),
            cancellationToken);

    /// <summary>Writes; if that does not get through, the old value is removed as soon as it does.</summary>
    public async ValueTask<TierAnswer<Replacement>> WriteAsync(Slot slot, SlotWrite write, CancellationToken cancellationToken)
    {
        var answer = await _writing.RunAsync(
            (_inner, slot, write),
            static (call, token) => call._inner.WriteAsync(call.slot, call.write, token),
            cancellationToken).ConfigureAwait(false);
        if (!answer.Reached) _owed.Add([slot]);
        return answer;
    }

    /// <summary>Removes, now or as soon as the tier can be reached.</summary>
    public async ValueTask<TierAnswer<int>> RemoveAsync(ReadOnlyMemory<Slot> slots, CancellationToken cancellationToken)
    {
        var answer = await _writing.RunAsync(
            (_inner, slots), static (call, token) => call._inner.RemoveAsync(call.slots, token), cancellationToken).ConfigureAwait(false);
        if (!answer.Reached) _owed.Add(slots.Span);
        return answer;
    }

    /// <summary>Renews marks, now or as soon as the tier can be reached.</summary>
    public async ValueTask<bool> RenewAsync(ReadOnlyMemory<Slot> marks, CancellationToken cancellationToken)
    {
        var renewed = await RenewAsync(marks, Renewal.Always, cancellationToken).ConfigureAwait(false);
        if (!renewed) _owed.Add(marks.Span);
        return renewed;
    }

    /// <summary>Removes all entries whose keys begin so, now or as soon as the tier can be reached.</summary>
    public async ValueTask<bool> RemovePrefixAsync(string prefix, CancellationToken cancellationToken)
    {
        var isTold = await _prefixes.AddAsync(prefix, cancellationToken).ConfigureAwait(false);
        if (!isTold) _owed.Add([new Slot(SlotKind.Prefix, _all.Name + prefix)]);
        return isTold;
    }

    /// <summary>Gives marks that have no nonce one.</summary>
    public ValueTask<bool> EnsureAsync(ReadOnlyMemory<Slot> marks, CancellationToken cancellationToken) =>
        RenewAsync(marks, Renewal.IfAbsent, cancellationToken);

    /// <summary>Waits for a change of the slot; at once if the tier can't be reached, since the next read will tell.</summary>
    public async ValueTask WaitAsync(Slot slot, SlotVersion seen, TimeSpan atMost, CancellationToken cancellationToken)
    {
        try
        {
            var waiting = _inner.WaitAsync(slot, seen, atMost, cancellationToken).AsTask();
            LateFailure.Observe(waiting);
            await waiting.WaitAsync(atMost + _commandTimeout, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is TierException or TimeoutException)
        {
            // The read that follows meets the same failure, and it is the one that counts and logs it.
        }
    }

    public ValueTask<TierAnswer<ScanPage>> ScanAsync(string pattern, string? resumeAt, int about, CancellationToken cancellationToken) =>
        _reading.RunAsync(
            (_inner, pattern, resumeAt, about),
            static (call, token) => call._inner.ScanAsync(call.pattern, call.resumeAt, call.about, token),
            cancellationToken);

    /// <summary>Another question to the same other side, under the same terms as a read of slots.</summary>
    public async ValueTask<TierAnswer<TResult>> AskAsync<TState, TResult>(
        TState state, Func<TState, CancellationToken, ValueTask<TResult>> call, CancellationToken cancellationToken)
    {
        if (_patience.IsOver || (_owed.Count > 0 && !await PayAsync(cancellationToken).ConfigureAwait(false))) return TierAnswer<TResult>.NotReached;
        return await _reading.RunAsync(state, call, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Another change at the same other side, under the same terms as a write of a slot.</summary>
    public ValueTask<TierAnswer<TResult>> ChangeAsync<TState, TResult>(
        TState state, Func<TState, CancellationToken, ValueTask<TResult>> call, CancellationToken cancellationToken) =>
        _writing.RunAsync(state, call, cancellationToken);

    /// <summary>What this slot holds is to be removed as soon as the tier can be told.</summary>
    public void OweRemoval(Slot slot) => _owed.Add([slot]);

    /// <summary>These holds, which share breaker and owed removals with the tier.</summary>
    public GuardedHolds Guard(IWriterHolds holds) => new(holds, _writing, _owed);

    /// <summary>A pattern could not be carried out in full: everything is owed, since nobody can tell what the rest would have matched.</summary>
    public void OweAll(Slot all) => _owed.Add([all]);

    public async ValueTask DisposeAsync()
    {
        await _healing.DisposeAsync().ConfigureAwait(false);
        await _returns.DisposeAsync().ConfigureAwait(false);
        await _inner.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<bool> RenewAsync(ReadOnlyMemory<Slot> marks, Renewal renewal, CancellationToken cancellationToken)
    {
        var answer = await _writing.RunAsync(
            (_inner, marks, renewal),
            static async (call, token) =>
            {
                await call._inner.RenewAsync(call.marks, call.renewal, new SlotVersion[call.marks.Length], token).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return answer.Reached;
    }

    /// <summary>
    /// Hands on what is owed; false when that did not get through. While one call does it, others go past the tier: they must not wait in a row
    /// for a tier that may hang.
    /// </summary>
    private async ValueTask<bool> PayAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isPaying, 1) == 1) return false;
        try
        {
            var owed = _owed.Snapshot();
            if (owed.Length == 0) return true;
            var entries = Of(static slot => slot.Kind == SlotKind.Entry);
            var marks = Of(static slot => slot.Kind is not (SlotKind.Entry or SlotKind.Prefix));
            if (entries.Length > 0 && !(await RemoveAsync(entries, cancellationToken).ConfigureAwait(false)).Reached) return false;
            if (marks.Length > 0 && !await RenewAsync(marks, cancellationToken).ConfigureAwait(false)) return false;
            foreach (var slot in Of(static slot => slot.Kind == SlotKind.Prefix))
                if (!await RemovePrefixAsync(slot.Name[_all.Name.Length..], cancellationToken).ConfigureAwait(false)) return false;
            _owed.Settle(owed);
            return true;

            Slot[] Of(Func<Slot, bool> chosen) => [.. owed.Select(static pair => pair.Key).Where(chosen)];
        }
        finally
        {
            Volatile.Write(ref _isPaying, 0);
        }
    }

    private void EndDetachment()
    {
        Detached.Break();
        Detached.Prove(long.MaxValue);
    }
}
