using Larder.Pipeline;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Versions;

/// <summary>Versioned entries of the shared tier, which compares and replaces in one step.</summary>
internal sealed class SharedEntries(CacheParts parts, GuardedTier tier) : IVersionedEntries
{
    private readonly MarkBook _book = new(parts);
    private readonly RemovalPath _removals = new(parts);
    private readonly EntryForm _form = new(parts);

    // The marks first: what is removed by one of them after that is not taken back by a write that follows.
    public async ValueTask<VersionedEntry> ReadAsync(string key, CancellationToken cancellationToken)
    {
        parts.Keys.Check(key);
        var marks = await _book.CaptureAsync(tier, _book.CellsFor([]), cancellationToken).ConfigureAwait(false);
        // What this process made up while the tier was away means nothing to others, and holds until the tier is asked again.
        if (!marks.AreComplete || ReferenceEquals(marks.AnyTag.State.Watch, parts.Local))
            marks = await _book.PinSharedAsync(tier, [], cancellationToken).ConfigureAwait(false);
        if (!marks.AreComplete) return new VersionedEntry(key, VersionedState.Unreachable);
        var answers = new SlotRead[1];
        var slots = new[] { parts.Keys.Entry(key) };
        var isReached = tier.OwedCount == 0
            ? await tier.PeekAsync(slots, answers, cancellationToken).ConfigureAwait(false)
            : await tier.ReadAsync(slots, answers, ReadDepth.Whole, cancellationToken).ConfigureAwait(false);
        return isReached
            ? await JudgeAsync(key, answers[0], marks, cancellationToken).ConfigureAwait(false)
            : new VersionedEntry(key, VersionedState.Unreachable);
    }

    public async ValueTask<VersionedEntry> ClaimAsync(string key, CancellationToken cancellationToken)
    {
        var seen = await ReadAsync(key, cancellationToken).ConfigureAwait(false);
        if (seen.State != VersionedState.Absent || !seen.Version.IsNone) return seen;
        var (lease, outcome) = await LeaseAsync(key).ConfigureAwait(false);

        // Somebody else was faster: the lease that was not given fits nothing, so what follows is refused.
        return outcome == VersionedOutcome.Unreachable
            ? new VersionedEntry(key, VersionedState.Unreachable)
            : new VersionedEntry(key, VersionedState.Absent) { Version = lease, Marks = seen.Marks };
    }

    public async ValueTask<VersionedOutcome> ReplaceAsync(VersionedEntry seen, VersionedWrite write, CancellationToken cancellationToken)
    {
        _form.Check(write);
        if (seen.State == VersionedState.Unreachable) return VersionedOutcome.Unreachable;
        if (_form.IsTooLarge(write)) return VersionedOutcome.TooLarge;
        var expected = seen.Version;
        if (expected.IsNone)
        {
            var (lease, outcome) = await LeaseAsync(seen.Key).ConfigureAwait(false);
            if (outcome != VersionedOutcome.Done) return outcome;
            expected = lease;
        }

        var pins = seen.Marks.Pins;
        if (_form.NewTags(seen, write.Tags) is { Count: > 0 } tags)
        {
            if (await _book.PinLateAsync(seen.Marks, tags, cancellationToken).ConfigureAwait(false) is not { } late) return VersionedOutcome.Changed;
            pins = late;
        }

        return await PutAsync(seen.Key, expected, _form.DraftOf(write, pins), write.Tiers).ConfigureAwait(false);
    }

    public async ValueTask<VersionedOutcome> RemoveAsync(VersionedEntry seen, CancellationToken cancellationToken)
    {
        if (seen.State == VersionedState.Unreachable) return VersionedOutcome.Unreachable;
        if (seen.Version.IsNone) return VersionedOutcome.Done;
        _removals.Fence(seen.Key);
        var answer = await tier.ReplaceAsync(parts.Keys.Entry(seen.Key), seen.Version, SlotWrite.Nothing, CancellationToken.None).ConfigureAwait(false);
        _removals.Fence(seen.Key);
        return OutcomeOf(answer);
    }

    /// <summary>Not cancelled: it may be done although its caller left, and then memory here would not know of it.</summary>
    private async ValueTask<VersionedOutcome> PutAsync(string key, SlotVersion expected, EntryDraft<CacheBytes> draft, CacheTiers tiers)
    {
        var slot = parts.Keys.Entry(key);
        var version = parts.Versions.Next();
        _removals.Fence(key);
        var answer = await tier.ReplaceAsync(slot, expected, draft.ToSlot(parts, slot, version), CancellationToken.None).ConfigureAwait(false);
        var outcome = OutcomeOf(answer);
        if (outcome == VersionedOutcome.Done && (tiers & CacheTiers.WriteMemory) != 0)
            parts.Memory.InstallOwnWrite(key, draft.ToEntry(parts, version, answer.Result.Ticket), answer.Result.Ticket);
        else
            _removals.Fence(key);
        parts.Flights.Detach(key);
        return outcome;
    }

    private static VersionedOutcome OutcomeOf(TierAnswer<Replacement> answer) => answer switch
    {
        { Reached: false } => VersionedOutcome.Unreachable,
        { Result.Outcome: ReplaceOutcome.Done } => VersionedOutcome.Done,
        _ => VersionedOutcome.Changed,
    };

    /// <summary>Holds the place of an entry that is absent; done if the place is ours.</summary>
    private async ValueTask<(SlotVersion Lease, VersionedOutcome Outcome)> LeaseAsync(string key)
    {
        var lease = parts.Versions.Next();
        var answer = await tier.LeaseAsync(parts.Keys.Entry(key), lease, parts.Options.LeaseFor, CancellationToken.None).ConfigureAwait(false);
        if (!answer.Reached || answer.Result.State == SlotState.Foreign) return (lease, VersionedOutcome.Unreachable);
        return (lease, answer.Result.Version == lease ? VersionedOutcome.Done : VersionedOutcome.Changed);
    }

    /// <summary>What can't be read, is over, or was removed by a mark is absent, but has a version by which it can be replaced.</summary>
    private async ValueTask<VersionedEntry> JudgeAsync(string key, SlotRead answer, CapturedMarks marks, CancellationToken cancellationToken)
    {
        var absent = new VersionedEntry(key, VersionedState.Absent) { Version = answer.Version, Marks = marks };
        if (answer.State != SlotState.Held) return absent;
        if (!parts.Codec.TryTake<CacheBytes>(parts.Keys.Entry(key).Name, answer.Body, out var header, out var value, out _) || value is null)
        {
            parts.Events.Unreadable(key);
            return absent;
        }

        var remaining = header.Times.LifetimeWithin(answer.Remaining) - header.Times.StaleFor;
        var cells = new MarkCell[header.Marks.Count];
        for (var i = 0; i < cells.Length; i++) cells[i] = _book.CellOf(header.Marks[i].Kind, header.Marks[i].Name);
        if (!await _book.ReadAsync(tier, cells, cancellationToken).ConfigureAwait(false)) return new VersionedEntry(key, VersionedState.Unreachable);
        var pins = new MarkPin[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i].State is not { } state || !state.Keeps(header.Marks[i].Nonce, key)) return absent;
            pins[i] = new MarkPin(cells[i], state);
        }

        return remaining <= TimeSpan.Zero
            ? absent
            : new VersionedEntry(key, VersionedState.Held) { Value = value, Remaining = remaining, Version = answer.Version, Marks = marks with { Pins = pins } };
    }
}
