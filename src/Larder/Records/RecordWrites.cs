using Larder.Entries;
using Larder.Pipeline;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Records;

/// <summary>
/// Writes: the source first, then the cache. The tag of the lists is removed before the record is touched: a load that learns the key of its row only
/// at the end asks by that mark whether it was overtaken.
/// </summary>
internal sealed class RecordWrites(RecordParts parts, RecordMemory memory, RecordJudge judge)
{
    private readonly RemovalPath _removals = new(parts.Cache);
    private readonly Lock _local = new();

    private RecordDefinition Family => parts.Definition;

    /// <summary>Writes a row, then its changed fields into the record that was there before; if that was changed meanwhile, the record is removed.</summary>
    /// <returns>What the writer says: whether there was such a row.</returns>
    public async ValueTask<bool> UpdateAsync<T>(string id, ProjectionPlan<T> plan, T changes, Func<CancellationToken, ValueTask<bool>> write, CancellationToken cancellationToken)
        where T : class
    {
        var key = Family.Keys.OfRecord(id);
        var before = await HeldAsync(key, cancellationToken).ConfigureAwait(false);
        if (!await WriteAsync(write, ForgetAllAsync, cancellationToken).ConfigureAwait(false))
        {
            await ForgetAllAsync().ConfigureAwait(false);
            return false;
        }

        // Read only now: the source may have had a say in what is written.
        var fields = plan.FieldsOf(changes);
        var after = RecordState.Of(Family.Shape, fields);
        await _removals.RemoveByTagAsync(Family.ListTag, CancellationToken.None).ConfigureAwait(false);
        if (parts.Shared is { } shared) await ApplyAsync(shared, key, before.Version, fields).ConfigureAwait(false);
        else ApplyLocally(key, before.Version, after);
        await MoveAsync(id, before.State, after).ConfigureAwait(false);
        return true;

        ValueTask ForgetAllAsync() => ForgetAsync([key, .. PointersOf(before.State), .. PointersOf(RecordState.Of(Family.Shape, plan.FieldsOf(changes)))]);
    }

    /// <summary>Removes a row, then its record and every pointer that is known to lead to it.</summary>
    public async ValueTask<bool> RemoveAsync(string id, Func<CancellationToken, ValueTask<bool>> write, CancellationToken cancellationToken)
    {
        var key = Family.Keys.OfRecord(id);
        var before = await HeldAsync(key, cancellationToken).ConfigureAwait(false);
        string[] keys = [key, .. PointersOf(before.State)];
        var done = await WriteAsync(write, () => ForgetAsync(keys), cancellationToken).ConfigureAwait(false);
        await ForgetAsync(keys).ConfigureAwait(false);
        return done;
    }

    /// <summary>Makes a row, then forgets what was remembered of there being none.</summary>
    public async ValueTask<T> CreateAsync<T>(Func<CancellationToken, ValueTask<T>> write, Func<T, RecordState> stateOf, CancellationToken cancellationToken)
    {
        var row = await WriteAsync(write, () => ForgetAsync([]), cancellationToken).ConfigureAwait(false);
        var state = stateOf(row);
        await ForgetAsync([Family.Keys.OfRecord(Family.KeyTextIn(state)!), .. PointersOf(state)]).ConfigureAwait(false);
        return row;
    }

    /// <summary>A write that failed may have been done all the same: nothing that it could have changed stays.</summary>
    private static async ValueTask<T> WriteAsync<T>(
        Func<CancellationToken, ValueTask<T>> write, Func<ValueTask> forget, CancellationToken cancellationToken)
    {
        try
        {
            return await write(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await forget().ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask ForgetAsync(string[] keys)
    {
        await _removals.RemoveByTagAsync(Family.ListTag, CancellationToken.None).ConfigureAwait(false);
        if (keys.Length > 0) await _removals.RemoveAsync(keys, CancellationToken.None).ConfigureAwait(false);
    }

    private async ValueTask ApplyAsync(GuardedRecords shared, string key, SlotVersion expected, RecordField[] fields)
    {
        _removals.Fence(key);
        var slot = parts.Cache.Keys.Entry(key);
        var answer = await shared.UpdateAsync(slot, expected, new RecordUpdate(parts.Cache.Versions.Next(), fields)).ConfigureAwait(false);
        var entry = answer is { Reached: true, Result.Outcome: ReplaceOutcome.Done }
            ? (await judge.JudgeAsync(key, answer.Result.Now, CancellationToken.None).ConfigureAwait(false)).Entry
            : null;

        // Either way what was read before the update can't be kept any more.
        if (entry is null) _removals.Fence(key);
        else parts.Cache.Memory.InstallOwnWrite(key, entry, answer.Result.Now.Ticket);
    }

    /// <summary>The same in memory alone. One at a time: of two updates at once, the second one finds another version and removes the record.</summary>
    private void ApplyLocally(string key, SlotVersion expected, RecordState after)
    {
        lock (_local)
        {
            var held = memory.Find(key);
            _removals.Fence(key);
            if (held is null || held.IsNull || expected.IsNone || held.Version != expected) return;
            var origin = held.Origin with { Version = parts.Cache.Versions.Next() };
            var left = held.Stamp.FreshFor(parts.Cache.Clock.Now) ?? parts.Policy.Expiration;
            parts.Cache.Memory.InstallOwnWrite(key, parts.EntryOf(after.Or(held.Value), origin, left), parts.Cache.Local.Ticket());
        }
    }

    /// <summary>The pointers of what changed: the old ones go, the new ones lead to the record.</summary>
    private async ValueTask MoveAsync(string id, RecordState before, RecordState after)
    {
        foreach (var lookup in Family.Lookups)
        {
            var (old, now) = (lookup.TextIn(before), lookup.TextIn(after));
            if (after.ValueOf(lookup.Field.Index) is null || old == now) continue;
            string[] moved = [.. new[] { old, now }.OfType<string>().Select(value => Family.Keys.OfPointer(lookup, value))];
            await _removals.RemoveAsync(moved, CancellationToken.None).ConfigureAwait(false);
            if (now is not null) await PointAsync(moved[^1], id).ConfigureAwait(false);
        }
    }

    private async ValueTask PointAsync(string pointerKey, string id)
    {
        var field = new RecordField(Family.Key.Name, Family.Key.Format.ToBytes(Family.Key.Format.Type == typeof(string) ? id : Family.Key.Format.Read(id)));
        var state = RecordState.Of(Family.Shape, [field]);
        var marks = parts.Book.CellsFor(parts.Policy.Tags);
        if (parts.Shared is not { } shared)
        {
            var ticket = parts.Cache.Local.Ticket();
            var origin = new EntryOrigin(parts.Cache.Versions.Next(), ticket.Watch, ticket.Epoch, parts.Book.PinLocally(marks).Pins, TimeSpan.Zero, IsNull: false);
            parts.Cache.Memory.InstallOwnWrite(pointerKey, parts.EntryOf(state, origin, parts.Policy.Expiration), ticket);
            return;
        }

        var captured = await parts.Book.CaptureAsync(parts.Cache.Tier!, marks, CancellationToken.None).ConfigureAwait(false);
        if (!captured.AreComplete) return;
        var (slot, lease) = (parts.Cache.Keys.Entry(pointerKey), parts.Cache.Versions.Next());
        var leased = await shared.LeaseAsync(slot, new RecordLease(lease, SlotVersion.None, parts.Cache.Options.LeaseFor)).ConfigureAwait(false);
        if (leased is not { Reached: true, Result.State: SlotState.Leased } || leased.Result.Version != lease) return;
        var head = new RecordHead(
            IsNone: false, TimeSpan.Zero,
            Array.ConvertAll(captured.Pins, pin => new Serialization.FrameMark(pin.Cell.Slot.Kind, parts.Cache.Keys.NameOf(pin.Cell.Slot), pin.State.Nonce)));
        await shared.FillAsync(slot, lease, new RecordFill(head.ToBytes(), [new RecordFilling(field, null)], parts.Policy.Expiration)).ConfigureAwait(false);
    }

    /// <summary>The record as it is before a write: what it says decides whether the fields can be set, and which pointers lead to it.</summary>
    private async ValueTask<(SlotVersion Version, RecordState State)> HeldAsync(string key, CancellationToken cancellationToken)
    {
        var entry = memory.Find(key);
        if (entry is null && parts.Shared is { } shared)
        {
            var read = await shared.ReadAsync(parts.Cache.Keys.Entry(key), cancellationToken).ConfigureAwait(false);
            if (read.Reached) (entry, _) = await judge.JudgeAsync(key, read.Result, cancellationToken).ConfigureAwait(false);
        }

        return entry is { IsNull: false } ? (entry.Version, entry.Value) : (SlotVersion.None, RecordState.None);
    }

    private IEnumerable<string> PointersOf(RecordState state) =>
        from lookup in Family.Lookups
        let value = lookup.TextIn(state)
        where value is not null
        select Family.Keys.OfPointer(lookup, value);
}
