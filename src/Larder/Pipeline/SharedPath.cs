using Larder.Entries;
using Larder.Serialization;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Pipeline;

/// <summary>
/// Looks in the shared tier, and comes back with an entry, or with the right to load it, or with the news that there is neither.
/// </summary>
internal sealed class SharedPath(CacheParts parts, GuardedTier tier, MarkBook book, LeaseDesk leases)
{
    /// <summary>How often a slot is looked at again before the load goes on without a lease; each time something had changed in it.</summary>
    private const int MaxAttempts = 100;

    /// <summary>Looks for an entry; if the aim is to load, waits while another process does, and pins the marks.</summary>
    public async ValueTask<Found<T>> FindAsync<T>(Search<T> search, CancellationToken cancellationToken)
    {
        var (key, policy, held, aim) = search;
        for (var attempt = 0; ; attempt++)
        {
            var now = parts.Clock.Now;
            var cells = book.CellsFor(policy.Tags);
            var isRevalidation = IsWorthRevalidating(key, held);
            var depth = isRevalidation || !policy.Uses(CacheTiers.ReadShared) ? ReadDepth.VersionOnly : ReadDepth.Whole;
            var before = parts.Stripes.Advance();
            var asked = search.IsTierAway
                ? TierAnswer<SlotRead>.NotReached
                : await AskAsync(key, cells, depth, cancellationToken).ConfigureAwait(false);
            if (!asked.Reached) return NotReached(key, held, cells);
            var answer = asked.Result;
            if (isRevalidation)
            {
                if (Revalidated(key, held, answer) is { } renewed) return Good(renewed, answer.Ticket);
                if (answer.State == SlotState.Absent) parts.Events.Left(key, MissReason.Vanished);
                held = null;
                continue;
            }

            var seen = depth == ReadDepth.Whole
                ? await JudgeAsync<T>(key, policy, answer, now, cancellationToken).ConfigureAwait(false)
                : Seen<T>.Nothing(parts.Events.WhyAbsent(key));
            if (aim == FindAim.Refresh) seen = seen.WithoutCopyOf(held);
            if (seen.Good is { } good) return Good(good, answer.Ticket);

            LoadRight? right = null;
            var ticket = answer.Ticket;
            if (aim != FindAim.Look && policy.Uses(CacheTiers.WriteShared))
            {
                var lease = await leases.AcquireAsync(key, answer, seen.Use).ConfigureAwait(false);
                if (aim == FindAim.Refresh && !lease.Taken.IsNone && seen.Fallback is { } current) return Good(current, answer.Ticket);
                if (lease.AskAgain && attempt < MaxAttempts)
                {
                    await lease.WaitAsync(tier, cancellationToken).ConfigureAwait(false);
                    continue;
                }

                right = lease.Right;
                if (right is null) ticket = TicketWithoutRight(answer);
            }

            var marks = aim != FindAim.Look ? await CaptureAsync(cells, right, cancellationToken).ConfigureAwait(false) : CapturedMarks.None;
            return new Found<T>(null, seen.Fallback, seen.Reason, ticket, marks, right, Reached: true) { OverlapFrom = before };
        }
    }

    /// <summary>Reads the entry, and with it the marks of which nothing is known.</summary>
    private async ValueTask<TierAnswer<SlotRead>> AskAsync(string key, MarkCell[] cells, ReadDepth depth, CancellationToken cancellationToken)
    {
        var slot = parts.Keys.Entry(key);
        var unknown = book.UnknownOf(cells);
        var answers = new SlotRead[1 + unknown.Length];
        var slots = new Slot[answers.Length];
        slots[0] = slot;
        for (var i = 0; i < unknown.Length; i++) slots[1 + i] = unknown[i].Slot;
        if (!await tier.ReadAsync(slots, answers, depth, cancellationToken).ConfigureAwait(false)) return TierAnswer<SlotRead>.NotReached;
        book.Learn(unknown, answers.AsSpan(1), depth);
        return new TierAnswer<SlotRead>(true, answers[0]);
    }

    /// <summary>
    /// Looks for many entries in one read. Where another process loads there is no right and nothing to wait for here: the answer is null, and
    /// the key is read by itself.
    /// </summary>
    public async ValueTask<Found<T>?[]> FindManyAsync<T>(
        IReadOnlyList<string> keys, IReadOnlyList<Entry<T>?> held, EntryPolicy policy, CancellationToken cancellationToken)
    {
        var now = parts.Clock.Now;
        var before = parts.Stripes.Advance();
        var cells = book.CellsFor(policy.Tags);
        var unknown = book.UnknownOf(cells);
        var answers = new SlotRead[keys.Count + unknown.Length];
        Slot[] slots = [.. keys.Select(parts.Keys.Entry), .. unknown.Select(static cell => cell.Slot)];
        if (!await tier.ReadAsync(slots, answers, ReadDepth.Whole, cancellationToken).ConfigureAwait(false))
            return [.. keys.Select((key, i) => NotReached(key, held[i], cells))];
        book.Learn(unknown, answers.AsSpan(keys.Count), ReadDepth.Whole);

        var marks = await book.CaptureAsync(tier, cells, cancellationToken).ConfigureAwait(false);
        var finds = keys.Select((key, i) => FindOneAsync<T>(key, policy, answers[i], now, marks, cancellationToken).AsTask()).ToArray();
        try
        {
            var found = await Task.WhenAll(finds).ConfigureAwait(false);
            return Array.ConvertAll(found, one => one is null ? null : one with { OverlapFrom = before });
        }
        catch
        {
            // The batch is over because of one of them; the others may have got the right to load, which nobody will use.
            foreach (var find in finds.Where(static find => find.IsCompletedSuccessfully))
                if (await find.ConfigureAwait(false) is { Right: { } right }) await right.ReleaseAsync(tier, ReleaseAfter.Nothing).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The marks before the source is read; who leaves meanwhile gives the right to load back.</summary>
    private async ValueTask<CapturedMarks> CaptureAsync(MarkCell[] cells, LoadRight? right, CancellationToken cancellationToken)
    {
        try
        {
            return await book.CaptureAsync(tier, cells, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            if (right is not null) await right.ReleaseAsync(tier, ReleaseAfter.Nothing).ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<Found<T>?> FindOneAsync<T>(
        string key, EntryPolicy policy, SlotRead answer, long readAt, CapturedMarks marks, CancellationToken cancellationToken)
    {
        var seen = await JudgeAsync<T>(key, policy, answer, readAt, cancellationToken).ConfigureAwait(false);
        if (seen.Good is { } good) return Good(good, answer.Ticket);
        LoadRight? right = null;
        var ticket = answer.Ticket;
        if (policy.Uses(CacheTiers.WriteShared))
        {
            var lease = await leases.AcquireAsync(key, answer, seen.Use).ConfigureAwait(false);
            if (lease.AskAgain) return null;
            right = lease.Right;
            if (right is null) ticket = TicketWithoutRight(answer);
        }

        return new Found<T>(null, seen.Fallback, seen.Reason, ticket, marks, right, Reached: true);
    }

    /// <summary>
    /// Of a tier that answers and takes no value: nobody tells of the removal of what it does not have, so memory must not rely on being told. What
    /// another program put there, it does tell of.
    /// </summary>
    private InstallTicket TicketWithoutRight(SlotRead answer) => answer.State == SlotState.Foreign ? answer.Ticket : parts.LocalTicket(answer.Ticket);

    /// <summary>Whether a fresh entry of whatever type is there.</summary>
    public async ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken)
    {
        var answers = new SlotRead[1];
        var slot = parts.Keys.Entry(key);
        if (!await tier.ReadAsync(new[] { slot }, answers, ReadDepth.Whole, cancellationToken).ConfigureAwait(false)) return false;
        if (answers[0].State != SlotState.Held || !parts.Codec.TryOpen(slot.Name, answers[0].Body, out var header, out _)) return false;
        var pins = await PinsOfAsync(key, header, cancellationToken).ConfigureAwait(false);
        return pins is { Reached: true, Pins: not null } && header.Times.LifetimeWithin(answers[0].Remaining) > header.Times.StaleFor;
    }

    /// <summary>What the tier holds under a key, as an entry of this type; what can't be read is not there.</summary>
    private async ValueTask<Seen<T>> JudgeAsync<T>(
        string key, EntryPolicy policy, SlotRead answer, long readAt, CancellationToken cancellationToken)
    {
        if (answer.State == SlotState.Foreign) return JudgeForeign<T>(key, policy, answer, readAt);
        if (answer.State != SlotState.Held) return Seen<T>.Nothing(parts.Events.WhyAbsent(key));
        if (!parts.Codec.TryDecode<T>(parts.Keys.Entry(key).Name, answer.Body, out var header, out var content))
        {
            parts.Events.Unreadable(key);
            return Seen<T>.Dead(parts.Codec.IsOfOther<T>(answer.Body.Span) ? MissReason.OtherVersion : MissReason.Unreadable);
        }

        var pins = await PinsOfAsync(key, header, cancellationToken).ConfigureAwait(false);
        if (!pins.Reached) return Seen<T>.Nothing(MissReason.TierUnreachable);
        if (pins.Pins is null) return Seen<T>.Dead(pins.Reason);
        var lifetime = header.Times.LifetimeWithin(answer.Remaining);
        var stamp = new EntryStamp(MonotonicClock.After(readAt, lifetime - header.Times.StaleFor), MonotonicClock.After(readAt, lifetime));
        var isNull = header.Flags.HasFlag(FrameFlags.Null);
        var origin = new EntryOrigin(answer.Version, answer.Ticket.Watch, answer.Ticket.Epoch, pins.Pins, header.Times.LoadTime, isNull);
        var trigger = policy.TriggerOf(readAt, stamp.FreshUntil, header.Times.LoadTime);
        return Seen<T>.Held(new Entry<T>(content, origin, stamp, Entry<T>.WeightOf(content.Value, content.Payload.Length), trigger), stamp.At(parts.Clock.Now));
    }

    /// <summary>What another program wrote, if it may be read at all. It lives as long as its author said, or as long as the call does.</summary>
    private Seen<T> JudgeForeign<T>(string key, EntryPolicy policy, SlotRead answer, long readAt)
    {
        if (parts.Options.ForeignValues == ForeignValues.Read && parts.Codec.TryDecodeForeign<T>(answer.Body, out var content))
        {
            var until = MonotonicClock.After(readAt, answer.Remaining ?? policy.Expiration);
            var origin = new EntryOrigin(SlotVersion.None, answer.Ticket.Watch, answer.Ticket.Epoch, [], TimeSpan.Zero, IsNull: false);
            var weight = Entry<T>.WeightOf(content.Value, content.Payload.Length);
            return Seen<T>.Held(new Entry<T>(content, origin, new EntryStamp(until, until), weight), Freshness.Fresh);
        }

        parts.Events.Unreadable(key);
        return Seen<T>.Nothing(MissReason.Unreadable);
    }

    /// <summary>The marks of a frame as pins; no pins when one of them was renewed since: the entry is removed.</summary>
    private async ValueTask<(bool Reached, MarkPin[]? Pins, MissReason Reason)> PinsOfAsync(
        string key, FrameHeader header, CancellationToken cancellationToken)
    {
        var cells = new MarkCell[header.Marks.Count];
        for (var i = 0; i < cells.Length; i++) cells[i] = book.CellOf(header.Marks[i].Kind, header.Marks[i].Name);
        if (!await book.ReadAsync(tier, cells, cancellationToken).ConfigureAwait(false)) return (false, null, MissReason.TierUnreachable);
        var pins = new MarkPin[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i].State is not { } state) return (true, null, MissReason.Removed);
            if (!state.Keeps(header.Marks[i].Nonce, key)) return (true, null, WhyRemoved(header.Marks[i], state));
            pins[i] = new MarkPin(cells[i], state);
        }

        return (true, pins, MissReason.None);
    }

    private static MissReason WhyRemoved(FrameMark mark, MarkState now) => mark.Kind switch
    {
        SlotKind.Tag => MissReason.RemovedByTag,
        _ when now.Nonce.High == mark.Nonce.High => MissReason.RemovedByPattern,
        _ => MissReason.Cleared,
    };

    /// <summary>A copy whose time is not over, but for which nobody vouches any more: the version tells whether it still holds.</summary>
    private bool IsWorthRevalidating<T>(string key, Entry<T>? held) =>
        held is not null && !held.Origin.Version.IsNone && held.StandingAt(key, parts.Clock.Now, parts.BoundMs) == Standing.Suspect;

    private static Entry<T>? Revalidated<T>(string key, Entry<T>? held, SlotRead answer)
    {
        if (held is null || answer.State != SlotState.Held || answer.Version != held.Origin.Version) return null;
        var pins = new MarkPin[held.Origin.Pins.Length];
        for (var i = 0; i < pins.Length; i++)
        {
            var pin = held.Origin.Pins[i];
            if (pin.Cell.State is not { } state || !state.Keeps(pin.State.Nonce, key)) return null;
            pins[i] = new MarkPin(pin.Cell, state);
        }

        var origin = held.Origin with { Watch = answer.Ticket.Watch, Epoch = answer.Ticket.Epoch, Pins = pins };
        return (Entry<T>)held.With(origin, held.Stamp);
    }

    /// <summary>What there is while the tier can't be reached.</summary>
    public Found<T> NotReached<T>(string key, Entry<T>? held, EntryPolicy policy) => NotReached(key, held, book.CellsFor(policy.Tags));

    private Found<T> NotReached<T>(string key, Entry<T>? held, MarkCell[] cells)
    {
        var fallback = held is not null && held.MayFallBack(key, parts.Clock.Now) ? held : null;
        return new Found<T>(
            null, fallback, MissReason.TierUnreachable, parts.Tier!.Detached.Ticket(), book.PinLocally(cells), Right: null, Reached: false);
    }

    private static Found<T> Good<T>(Entry<T> entry, InstallTicket ticket) =>
        new(entry, null, MissReason.None, ticket, CapturedMarks.None, Right: null, Reached: true);
}
