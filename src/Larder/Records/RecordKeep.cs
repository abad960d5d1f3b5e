using Larder.Entries;
using Larder.Loading;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Records;

/// <summary>
/// Keeps what a load brought, in the shared tier and in memory, each only if nothing was removed or updated since before the source was read.
/// </summary>
internal sealed class RecordKeep(RecordParts parts, RecordJudge judge, RecordRights? rights)
{
    /// <summary>Keeps a record; the outcome is what callers get.</summary>
    /// <param name="key">The record.</param>
    /// <param name="found">From before the load.</param>
    /// <param name="draft">What it brought.</param>
    /// <param name="covers">Which fields the callers need.</param>
    public async ValueTask<LoadOutcome<RecordState>> KeepAsync(string key, RecordFound found, RecordDraft draft, Func<RecordState, bool> covers)
    {
        if (draft.IsPrivate) return await DropAsync(found, draft).ConfigureAwait(false);
        if (!found.Marks.AreComplete) return (await DropAsync(found, draft).ConfigureAwait(false)) with { OverlapFrom = found.Ticket.AskedAt };
        if (draft.State.Bytes > parts.Cache.Options.MaxValueBytes)
        {
            parts.Cache.Events.TooLarge(key, draft.State.Bytes, parts.Cache.Options.MaxValueBytes);
            return await DropAsync(found, draft).ConfigureAwait(false);
        }

        if (found.Right is null) return KeepInMemory(key, found, draft, found.Ticket, covers);
        if (draft.State.IsNone && found.Right.Head is not null)
        {
            // There was a record of a row that is gone; whoever removed the row may not have told us.
            await parts.Cache.Tier!.RemoveAsync(new[] { found.Right.Slot }, CancellationToken.None).ConfigureAwait(false);
            return OutcomeOf(draft, found);
        }

        return await FillAsync(key, found, draft, covers).ConfigureAwait(false);
    }

    /// <summary>Keeps nothing, and gives the right back.</summary>
    public async ValueTask<LoadOutcome<RecordState>> DropAsync(RecordFound found, RecordDraft draft)
    {
        if (rights is not null) await rights.ReleaseAsync(found.Right).ConfigureAwait(false);
        return OutcomeOf(draft, found);
    }

    private async ValueTask<LoadOutcome<RecordState>> FillAsync(string key, RecordFound found, RecordDraft draft, Func<RecordState, bool> covers)
    {
        var right = found.Right!;
        var head = right.Head ?? HeadOf(found, draft).ToBytes();
        var fill = new RecordFill(head, draft.Fields, parts.Policy.ExpirationOf(draft.State.IsNone, chosenByLoader: null, parts.Cache.Chance));
        var answer = await parts.Shared!.FillAsync(right.Slot, right.Version, fill).ConfigureAwait(false);
        if (right.IsOwn) parts.Leases.End(right.Version);
        if (!answer.Reached) return KeepInMemory(key, found, draft, parts.Cache.LocalTicket(found.Ticket), covers);

        var now = answer.Result.Now;
        var (entry, _) = answer.Result.Outcome == ReplaceOutcome.Done
            ? await judge.JudgeAsync(key, now, CancellationToken.None).ConfigureAwait(false)
            : (null, MissReason.None);
        if (entry is null) return OutcomeOf(draft, found) with { OverlapFrom = found.Ticket.AskedAt };
        parts.Cache.Memory.Install(key, entry, now.Ticket);

        // What somebody else wrote meanwhile is in it, and newer than what was loaded.
        return covers(entry.Value) && entry.Value.IsNone == draft.State.IsNone
            ? new LoadOutcome<RecordState>(entry, ReadSource.Loader, found.Reason, now.Ticket)
            : OutcomeOf(draft, found);
    }

    /// <summary>Without the shared tier: what memory holds of the record stays, and is completed.</summary>
    private LoadOutcome<RecordState> KeepInMemory(string key, RecordFound found, RecordDraft draft, in InstallTicket ticket, Func<RecordState, bool> covers)
    {
        var held = parts.Cache.Memory.TryFind(key, out var node) && node is Entry<RecordState> { IsNull: false } entry && !draft.State.IsNone
            && entry.StandingAt(key, parts.Cache.Clock.Now, parts.Cache.BoundMs) is Standing.Good or Standing.Behind ? (Entry<RecordState>?)node : null;
        var version = held is null || held.Version.IsNone ? parts.Cache.Versions.Next() : held.Version;
        var state = held is null ? draft.State : held.Value.Or(draft.State);
        var origin = new EntryOrigin(version, ticket.Watch, ticket.Epoch, found.Marks.Pins, draft.LoadTime, state.IsNone);
        var lifetime = parts.Policy.ExpirationOf(state.IsNone, chosenByLoader: null, parts.Cache.Chance);
        var kept = parts.EntryOf(state, origin, held?.Stamp.FreshFor(parts.Cache.Clock.Now) is { } left && left < lifetime ? left : lifetime);
        parts.Cache.Memory.Install(key, kept, ticket);
        return covers(state) ? new LoadOutcome<RecordState>(kept, ReadSource.Loader, found.Reason, ticket) : OutcomeOf(draft, found);
    }

    private RecordHead HeadOf(RecordFound found, RecordDraft draft) => new(
        draft.State.IsNone, draft.LoadTime,
        Array.ConvertAll(found.Marks.Pins, pin => new Serialization.FrameMark(pin.Cell.Slot.Kind, parts.Cache.Keys.NameOf(pin.Cell.Slot), pin.State.Nonce)));

    private LoadOutcome<RecordState> OutcomeOf(RecordDraft draft, RecordFound found)
    {
        var ticket = found.Ticket;
        var origin = new EntryOrigin(SlotVersion.None, ticket.Watch, ticket.Epoch, found.Marks.Pins, draft.LoadTime, draft.State.IsNone);
        return new LoadOutcome<RecordState>(parts.EntryOf(draft.State, origin, parts.Policy.Expiration), ReadSource.Loader, found.Reason, ticket)
        {
            IsPrivate = draft.IsPrivate,
        };
    }
}
