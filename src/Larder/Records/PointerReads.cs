using Larder.Entries;
using Larder.Loading;
using Larder.Validity;

namespace Larder.Records;

/// <summary>
/// Reads a record by another field than its key. A pointer is a record of its own that has the key and nothing else. It is a hint: the record that it
/// names answers only if it says the same of the field; else the pointer is dropped, and the row is loaded.
/// </summary>
internal sealed class PointerReads(RecordParts parts, RecordReads reads, RecordSearch search, RecordLoads loads, RecordKeep keep)
{
    /// <summary>How often a pointer that leads nowhere is dropped before the row is loaded without being kept.</summary>
    private const int MaxAttempts = 5;

    private RecordDefinition Family => parts.Definition;

    /// <summary>The record in memory to which the pointer in memory leads; null when one of them is not there.</summary>
    public (string Key, Entry<RecordState> Entry)? Held(string pointerKey, Lookup lookup, string value, Func<RecordState, bool> covers)
    {
        if (reads.Held(pointerKey, IsPointer) is not { } pointer) return null;
        if (pointer.IsNull) return (pointerKey, pointer);
        var key = Family.Keys.OfRecord(IdIn(pointer.Value)!);
        return reads.Held(key, covers) is { IsNull: false } held && lookup.TextIn(held.Value) == value ? (key, held) : null;
    }

    public async ValueTask<RecordArrival> FlyAsync<T>(Flight<RecordState> flight, Lookup lookup, string value, RecordCall<T> call)
        where T : class
    {
        var pointerKey = Family.Keys.OfPointer(lookup, value);
        for (var attempt = 0; ; attempt++)
        {
            if (Held(pointerKey, lookup, value, call.Covers) is { } held) return new RecordArrival(held.Key, reads.OutcomeOf(held.Entry, ReadSource.Memory));
            var found = await FindPointerAsync(pointerKey, flight.Abandoned).ConfigureAwait(false);
            if (found.Good is not { } pointer)
            {
                var (row, draft) = await loads.LoadAsync(flight, pointerKey, found, call).ConfigureAwait(false);
                return await LandAsync(found, new PointedRow(pointerKey, lookup, value), draft, call.Covers, row is null).ConfigureAwait(false);
            }

            if (pointer.IsNull) return new RecordArrival(pointerKey, reads.Install(pointerKey, pointer, found));
            if (await FollowAsync(flight, new PointedRow(pointerKey, lookup, value), IdIn(pointer.Value)!, call).ConfigureAwait(false) is { } arrival) return arrival;
            if (attempt < MaxAttempts) await DropAsync(pointerKey).ConfigureAwait(false);
            else return await LoadAloneAsync(flight, pointerKey, found, call).ConfigureAwait(false);
        }
    }

    /// <summary>The record to which a pointer leads, loaded if it has to be; null when the pointer is wrong.</summary>
    private async ValueTask<RecordArrival?> FollowAsync<T>(Flight<RecordState> flight, PointedRow asked, string id, RecordCall<T> call)
        where T : class
    {
        var key = Family.Keys.OfRecord(id);
        var found = await search.FindAsync(key, call.Covers, flight.Abandoned).ConfigureAwait(false);
        if (found.Good is { } good)
            return !good.IsNull && asked.IsIn(good.Value) ? new RecordArrival(key, reads.Install(key, good, found)) : null;

        var (row, draft) = await loads.LoadAsync(flight, asked.PointerKey, found, call).ConfigureAwait(false);
        if (row is not null && IdIn(draft.State) == id && asked.IsIn(draft.State))
            return new RecordArrival(key, await keep.KeepAsync(key, found, draft, asked.Answered(call.Covers)).ConfigureAwait(false));

        // The pointer was wrong, but the loader was not: its row answers this time, and the next read finds the way anew.
        await DropAsync(asked.PointerKey).ConfigureAwait(false);
        return new RecordArrival(asked.PointerKey, (await keep.DropAsync(found, draft).ConfigureAwait(false)) with { OverlapFrom = found.Ticket.AskedAt });
    }

    /// <summary>
    /// Keeps a row of which nobody knew the key before it was loaded. The right to its record is taken only now; so that no update or removal of
    /// in between is undone, nothing is kept if any mark was renewed since: every write of a family renews one before it touches the record.
    /// </summary>
    private async ValueTask<RecordArrival> LandAsync(
        RecordFound pointer, PointedRow asked, RecordDraft draft, Func<RecordState, bool> covers, bool isNone)
    {
        if (isNone) return new RecordArrival(asked.PointerKey, await keep.KeepAsync(asked.PointerKey, pointer, draft, static state => state.IsNone).ConfigureAwait(false));
        var id = IdIn(draft.State)!;
        var key = Family.Keys.OfRecord(id);
        var record = await search.FindLateAsync(key, pointer).ConfigureAwait(false);
        if (!await IsUntouchedAsync(pointer).ConfigureAwait(false))
        {
            await keep.DropAsync(record, draft).ConfigureAwait(false);
            var dropped = await keep.DropAsync(pointer, draft).ConfigureAwait(false);
            return new RecordArrival(key, dropped with { OverlapFrom = pointer.Ticket.AskedAt });
        }

        var mayKeep = !pointer.Reached || record.Right is not null;
        var outcome = mayKeep
            ? await keep.KeepAsync(key, record, draft, asked.Answered(covers)).ConfigureAwait(false)
            : await keep.DropAsync(record, draft).ConfigureAwait(false);
        if (asked.IsIn(draft.State)) await keep.KeepAsync(asked.PointerKey, pointer, PointerTo(draft, pointer.Seen), IsPointer).ConfigureAwait(false);
        else await keep.DropAsync(pointer, draft).ConfigureAwait(false);
        return new RecordArrival(key, outcome);
    }

    private async ValueTask<bool> IsUntouchedAsync(RecordFound pointer) => pointer.Marks.AreComplete
        && ((parts.Cache.Fences & Fences.Late) == 0
            || await parts.Book.PinLateAsync(pointer.Marks, [], CancellationToken.None).ConfigureAwait(false) is not null);

    private async ValueTask<RecordArrival> LoadAloneAsync<T>(Flight<RecordState> flight, string pointerKey, RecordFound found, RecordCall<T> call)
        where T : class
    {
        var draft = await loads.RunAsync(flight, pointerKey, found, call).ConfigureAwait(false);
        return new RecordArrival(pointerKey, (await keep.DropAsync(found, draft).ConfigureAwait(false)) with { OverlapFrom = found.Ticket.AskedAt });
    }

    private async ValueTask<RecordFound> FindPointerAsync(string pointerKey, CancellationToken cancellationToken)
    {
        if (reads.Held(pointerKey, IsPointer) is { } held)
            return new RecordFound(held, null, MissReason.None, parts.Cache.Local.Ticket(), Pipeline.CapturedMarks.None);
        var found = await search.FindAsync(pointerKey, IsPointer, cancellationToken).ConfigureAwait(false);
        if (found.Good is { } good) parts.Cache.Memory.Install(pointerKey, good, found.Ticket);
        return found;
    }

    private async ValueTask DropAsync(string pointerKey) =>
        await new Pipeline.RemovalPath(parts.Cache).RemoveAsync([pointerKey], CancellationToken.None).ConfigureAwait(false);

    /// <summary>The pointer to a row.</summary>
    private RecordDraft PointerTo(RecordDraft row, RecordState? seen)
    {
        var name = Family.Key.Name;
        var field = new Tiers.RecordField(name, row.State.ValueOf(Family.Key.Index)!.Value);
        return new RecordDraft(RecordState.Of(Family.Shape, [field]), [new Tiers.RecordFilling(field, seen?.ValueOf(Family.Key.Index))], row.LoadTime) { IsPrivate = row.IsPrivate };
    }

    private bool IsPointer(RecordState state) => state.IsNone || IdIn(state) is not null;

    private string? IdIn(RecordState state) => Family.KeyTextIn(state);
}
