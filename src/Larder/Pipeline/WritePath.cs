using Larder.Entries;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Pipeline;

/// <summary>
/// Stores what a caller brings. The fence is drawn before the shared tier is written and again after: what was read before either must not be
/// kept, and a load under way loses.
/// </summary>
internal sealed class WritePath(CacheParts parts, MarkBook book, RemovalPath removals)
{
    public async ValueTask<bool> SetAsync<T>(string key, T value, EntryPolicy policy, CancellationToken cancellationToken)
    {
        var content = parts.Codec.Pack(value, value is null);
        content.Copies?.DropFirst();
        if (content.Payload.Length > parts.Options.MaxValueBytes)
        {
            parts.Events.TooLarge(key, content.Payload.Length, parts.Options.MaxValueBytes);
            await removals.RemoveAsync([key], cancellationToken).ConfigureAwait(false);
            return false;
        }

        var isNull = value is null;
        var cells = book.CellsFor(policy.Tags);
        var marks = parts.Tier is { } tier
            ? await book.CaptureAsync(tier, cells, cancellationToken).ConfigureAwait(false)
            : book.PinLocally(cells);
        var draft = new EntryDraft<T>(
            content, policy, policy.ExpirationOf(isNull, chosenByLoader: null, parts.Chance), isNull ? TimeSpan.Zero : policy.StaleFor,
            LoadTime: TimeSpan.Zero, isNull, marks.Pins);

        removals.Fence(key);
        return await StoreAsync(key, policy, draft, marks.AreComplete, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Marks a value stale, in the shared tier by giving the same bytes only the rest of their time.</summary>
    public async ValueTask<bool> ExpireAsync(string key, CancellationToken cancellationToken)
    {
        if (parts.Tier is not { } tier) return ExpireInMemory(key);
        var answers = new SlotRead[1];
        var slot = parts.Keys.Entry(key);
        var isReached = await tier.ReadAsync(new[] { slot }, answers, ReadDepth.Whole, cancellationToken).ConfigureAwait(false);
        var held = answers[0];
        var staleFor = isReached && held.State == SlotState.Held
            && parts.Codec.TryOpen(slot.Name, held.Body, out var header, out _)
                ? header.Times.StaleFor
                : TimeSpan.Zero;
        if (staleFor == TimeSpan.Zero) return await removals.RemoveAsync([key], cancellationToken).ConfigureAwait(false) > 0;

        var rest = held.Remaining is { } remaining && remaining < staleFor ? remaining : staleFor;
        removals.Fence(key);
        var write = SlotWrite.Entry(parts.Versions.Next(), held.Body, rest);
        var answer = await tier.ReplaceAsync(slot, held.Version, write, cancellationToken).ConfigureAwait(false);
        removals.Fence(key);

        // Somebody else wrote or removed it in between: that was not the value to be expired any more, or it may be, and then it goes.
        if (answer is { Reached: true, Result.Outcome: ReplaceOutcome.Done }) return true;
        return await removals.RemoveAsync([key], cancellationToken).ConfigureAwait(false) > 0;
    }

    private async ValueTask<bool> StoreAsync<T>(
        string key, EntryPolicy policy, EntryDraft<T> draft, bool hasMarks, CancellationToken cancellationToken)
    {
        var (version, ticket, isStored) = (SlotVersion.None, parts.Local.Ticket(), true);
        if (!hasMarks)
        {
            // Without its marks the value could not be removed by them: better none than one that cannot be taken back.
            await removals.RemoveAsync([key], cancellationToken).ConfigureAwait(false);
            return false;
        }

        if (parts.Tier is { } tier && policy.Uses(CacheTiers.WriteShared))
        {
            version = parts.Versions.Next();
            var slot = parts.Keys.Entry(key);
            var answer = await tier.WriteAsync(slot, draft.ToSlot(parts, slot, version), cancellationToken).ConfigureAwait(false);
            isStored = answer is { Reached: true, Result.Outcome: ReplaceOutcome.Done };
            if (isStored) ticket = answer.Result.Ticket;
        }

        var entry = draft.ToEntry(parts, version, ticket);
        if (policy.Uses(CacheTiers.WriteMemory)) parts.Memory.InstallOwnWrite(key, entry, ticket);
        parts.Flights.Detach(key);
        return isStored;
    }

    private bool ExpireInMemory(string key)
    {
        var held = removals.Fence(key);
        if (held is null || held.StandingAt(key, parts.Clock.Now, parts.BoundMs) is not (Standing.Good or Standing.Behind)) return false;
        var now = parts.Clock.Now;
        var staleFor = held.Stamp.StaleUntil - held.Stamp.FreshUntil;
        if (staleFor > 0) parts.Memory.InstallOwnWrite(key, held.With(held.Origin, new EntryStamp(now, now + staleFor)), parts.Local.Ticket());
        return true;
    }
}
