using Larder.Entries;
using Larder.Loading;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Pipeline;

/// <summary>
/// Keeps what a load brought, in the shared tier and in memory, each only if nothing was removed since before the source was read.
/// </summary>
internal sealed class KeepPath(CacheParts parts, MarkBook book)
{
    public async ValueTask<LoadOutcome<T>> KeepAsync<T>(
        Flight<T> flight, EntryPolicy policy, Found<T> found, LoadContext context, Loaded<T> loaded)
    {
        var mayKeep = TryPack(flight.Key, loaded, context, out var content);
        var draft = Draft(policy, context, loaded, content);
        if (found.Right is { IsHeldByWriter: true })
        {
            // The change of the source is told to nobody who reads this: whoever joined may have come after it.
            var only = await DoNotKeepAsync(draft, found).ConfigureAwait(false);
            return only with { OverlapFrom = LoadOutcome<T>.BeforeAll };
        }

        if (context.IsPrivate) return (await DoNotKeepAsync(draft, found).ConfigureAwait(false)) with { IsPrivate = true };
        if (!mayKeep) return await DoNotKeepAsync(draft, found).ConfigureAwait(false);

        string[] lateTags = [.. context.AddedTags.Concat(flight.JoinedTags).Except(policy.Tags)];
        await CheckAsync(lateTags, found.Right).ConfigureAwait(false);
        var pins = await PinsOfAsync(found, lateTags).ConfigureAwait(false);
        if (pins is null)
        {
            var kept = await DoNotKeepAsync(draft, found).ConfigureAwait(false);
            return kept with { OverlapFrom = found.OverlapFrom };
        }

        return await StoreAsync(flight, found, draft with { Pins = pins }).ConfigureAwait(false);
    }

    /// <summary>A tag that is none is the loader's failure, and ends its right to load.</summary>
    private async ValueTask CheckAsync(string[] lateTags, LoadRight? right)
    {
        try
        {
            foreach (var tag in lateTags) parts.Keys.Check(tag, "tag");
        }
        catch (ArgumentException)
        {
            if (right is not null) await right.ReleaseAsync(parts.Tier!, ReleaseAfter.Nothing).ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<LoadOutcome<T>> StoreAsync<T>(Flight<T> flight, Found<T> found, EntryDraft<T> draft)
    {
        var (version, ticket) = (SlotVersion.None, found.Ticket);
        if (found.Right is { } right)
        {
            version = parts.Versions.Next();
            var fill = await FillAsync(parts.Tier!, right, draft.ToSlot(parts, right.Slot, version)).ConfigureAwait(false);
            await right.ReleaseAsync(parts.Tier!, ReleaseAfter.Fill).ConfigureAwait(false);
            if (fill is { Reached: true, Result.Outcome: not ReplaceOutcome.Done })
                return new LoadOutcome<T>(draft.ToEntry(parts, version, ticket), ReadSource.Loader, found.Reason, ticket, found.OverlapFrom);
            ticket = fill.Reached ? fill.Result.Ticket : parts.LocalTicket(found.Ticket);
        }

        var entry = draft.ToEntry(parts, version, ticket);
        if ((flight.Writes & CacheTiers.WriteMemory) != 0) parts.Memory.Install(flight.Key, entry, ticket);
        return new LoadOutcome<T>(entry, ReadSource.Loader, found.Reason, ticket);
    }

    private ValueTask<TierAnswer<Replacement>> FillAsync(GuardedTier tier, LoadRight right, SlotWrite write) => (parts.Fences & Fences.Fill) != 0
        ? tier.ReplaceAsync(right.Slot, right.Expected, write, CancellationToken.None)
        : tier.WriteAsync(right.Slot, write, CancellationToken.None);

    private async ValueTask<LoadOutcome<T>> DoNotKeepAsync<T>(EntryDraft<T> draft, Found<T> found)
    {
        if (found.Right is { } right) await right.ReleaseAsync(parts.Tier!, ReleaseAfter.Nothing).ConfigureAwait(false);
        return new LoadOutcome<T>(draft.ToEntry(parts, SlotVersion.None, found.Ticket), ReadSource.Loader, found.Reason, found.Ticket);
    }

    private async ValueTask<MarkPin[]?> PinsOfAsync<T>(Found<T> found, string[] lateTags)
    {
        if (!found.Marks.AreComplete) return null;
        if (lateTags.Length == 0) return found.Marks.Pins;
        return await book.PinLateAsync(found.Marks, lateTags, CancellationToken.None).ConfigureAwait(false);
    }

    private EntryDraft<T> Draft<T>(EntryPolicy policy, LoadContext context, Loaded<T> loaded, EntryContent<T> content)
    {
        var isNull = loaded.IsNull;
        return new EntryDraft<T>(
            content,
            policy,
            policy.ExpirationOf(isNull, context.Expiration, parts.Chance),
            isNull ? TimeSpan.Zero : context.StaleFor ?? policy.StaleFor,
            loaded.Time,
            isNull,
            []);
    }

    /// <summary>
    /// The callers get the value whatever it is, and each an object of its own if it can be copied. False for what is not to be kept: what the
    /// loader said so of, and what can't be turned into bytes, or into too many.
    /// </summary>
    private bool TryPack<T>(string key, Loaded<T> loaded, LoadContext context, out EntryContent<T> content)
    {
        content = new EntryContent<T>(loaded.Value, default);
        if (context.IsNotKept && (loaded.IsNull || parts.Codec.MayShare(loaded.Value))) return false;
        try
        {
            content = parts.Codec.Pack(loaded.Value, loaded.IsNull);
        }
        catch (CacheSerializationException error)
        {
            if (!context.IsNotKept) parts.Events.NotSerialisable(error);
            return false;
        }

        if (context.IsNotKept) return false;
        if (content.Payload.Length <= parts.Options.MaxValueBytes) return true;
        parts.Events.TooLarge(key, content.Payload.Length, parts.Options.MaxValueBytes);
        return false;
    }
}
