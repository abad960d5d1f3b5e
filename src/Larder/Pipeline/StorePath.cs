using Larder.Entries;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Pipeline;

/// <summary>
/// What writing a source does to the entry of a key. A value that the source has taken may be kept only if nothing happened to its slot since before
/// the source was written: the slot's version decides, as it does for a load. docs/design/write-strategies.md has the argument.
/// </summary>
internal sealed class StorePath(CacheParts parts, EntryPolicies policies, MarkBook book, RemovalPath removals)
{
    /// <summary>The options of a store, merged with those of the cache; its keys are checked by them.</summary>
    public EntryPolicy PolicyOf(CacheEntryOptions options)
    {
        var policy = policies.Of(options);
        foreach (var tag in policy.Tags) parts.Keys.Check(tag, "tag");
        return policy;
    }

    /// <exception cref="ArgumentException">The key is none.</exception>
    public void Check(string key) => parts.Keys.Check(key);

    public Slot SlotOf(string key) => parts.Keys.Entry(key);

    /// <summary>The value as bytes, before anything is written anywhere; null is what a deleted row reads as.</summary>
    /// <exception cref="CacheSerializationException">It can't be serialised.</exception>
    /// <exception cref="CacheValueTooLargeException">It has more bytes than the cache takes.</exception>
    public EntryContent<T> Pack<T>(string key, T value)
    {
        var content = parts.Codec.Pack(value, value is null);
        content.Copies?.DropFirst();
        return content.Payload.Length <= parts.Options.MaxValueBytes
            ? content
            : throw new CacheValueTooLargeException(key, content.Payload.Length, parts.Options.MaxValueBytes);
    }

    /// <summary>The bytes of a key or of a value, without a frame.</summary>
    public ReadOnlyMemory<byte> PackBare<T>(T value) => parts.Codec.Pack(value, isNull: false).Payload;

    /// <summary>Reads what <see cref="PackBare"/> made.</summary>
    public bool TryReadBare<T>(ReadOnlyMemory<byte> bytes, out T value)
    {
        var isRead = parts.Codec.TryDecodeForeign<T>(bytes, out var content);
        value = content.Value;
        return isRead;
    }

    /// <summary>Reads a frame that <see cref="EncodeAsync"/> made; null for a deleted row.</summary>
    public bool TryRead<T>(string name, ReadOnlyMemory<byte> frame, out T? value)
    {
        var isRead = parts.Codec.TryDecode<T>(name, frame, out _, out var content);
        value = content.Value;
        return isRead;
    }

    /// <summary>Takes note of what the slot holds, or puts a placeholder where it holds nothing.</summary>
    public async ValueTask<WriteClaim> ClaimAsync(string key, EntryPolicy policy, CancellationToken cancellationToken)
    {
        var cells = book.CellsFor(policy.Tags);
        if (parts.Tier is not { } tier) return new WriteClaim(key, book.PinLocally(cells), SlotVersion.None, WriteClaimKind.Alone);
        var marks = await book.CaptureAsync(tier, cells, cancellationToken).ConfigureAwait(false);
        var nothing = new WriteClaim(key, marks, SlotVersion.None, WriteClaimKind.None);
        if (!marks.AreComplete || !policy.Uses(CacheTiers.WriteShared)) return nothing;
        var answers = new SlotRead[1];
        if (!await tier.ReadAsync(new[] { SlotOf(key) }, answers, ReadDepth.VersionOnly, cancellationToken).ConfigureAwait(false)) return nothing;
        return answers[0].State switch
        {
            SlotState.Absent => await LeaseAsync(tier, nothing).ConfigureAwait(false),
            SlotState.Foreign => nothing,
            _ => nothing with { Expected = answers[0].Version, Kind = WriteClaimKind.Seen },
        };
    }

    /// <summary>The source has taken the value. If anything happened to the slot meanwhile, nobody knows what is newer, and the entry is removed.</summary>
    public async ValueTask PutAsync<T>(WriteClaim claim, EntryContent<T> content, EntryPolicy policy)
    {
        var draft = DraftOf(content, policy, claim.Marks.Pins);
        var (version, ticket) = (SlotVersion.None, parts.Local.Ticket());
        if (claim.Kind == WriteClaimKind.None)
        {
            await RemoveAsync(claim.Key).ConfigureAwait(false);
            return;
        }

        removals.Fence(claim.Key);
        if (claim.Kind != WriteClaimKind.Alone)
        {
            version = parts.Versions.Next();
            var slot = SlotOf(claim.Key);
            var answer = await ReplaceAsync(slot, claim.Expected, draft.ToSlot(parts, slot, version)).ConfigureAwait(false);
            if (answer is not { Reached: true, Result.Outcome: ReplaceOutcome.Done })
            {
                await RemoveAsync(claim.Key).ConfigureAwait(false);
                return;
            }

            ticket = answer.Result.Ticket;
        }
        else
        {
            ticket = parts.Local.Ticket();
        }

        if (policy.Uses(CacheTiers.WriteMemory)) parts.Memory.InstallOwnWrite(claim.Key, draft.ToEntry(parts, version, ticket), ticket);
        parts.Flights.Detach(claim.Key);
    }

    /// <summary>The source has not taken the value: everything stays as it was.</summary>
    public async ValueTask GiveBackAsync(WriteClaim claim)
    {
        if (claim.Kind == WriteClaimKind.Leased)
            await parts.Tier!.ReplaceAsync(SlotOf(claim.Key), claim.Expected, SlotWrite.Nothing, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Removes whatever the key holds, now or as soon as the shared tier can be reached.</summary>
    public async ValueTask RemoveAsync(string key) => await removals.RemoveAsync([key], CancellationToken.None).ConfigureAwait(false);

    /// <summary>Nothing that was read of the key until now may be kept in memory.</summary>
    public void Fence(string key) => removals.Fence(key);

    /// <summary>The value as a journal takes it, with the marks as they are before it is written.</summary>
    public async ValueTask<JournalEntry> EncodeAsync<T>(string key, EntryContent<T> content, EntryPolicy policy, CancellationToken cancellationToken)
    {
        var cells = book.CellsFor(policy.Tags);
        var marks = parts.Tier is { } tier ? await book.CaptureAsync(tier, cells, cancellationToken).ConfigureAwait(false) : book.PinLocally(cells);
        var slot = SlotOf(key);
        var write = DraftOf(content, policy, marks.Pins).ToSlot(parts, slot, parts.Versions.Next());
        return new JournalEntry(slot, write.Body, marks.AreComplete && policy.Uses(CacheTiers.WriteShared) ? write : SlotWrite.Nothing);
    }

    private async ValueTask<WriteClaim> LeaseAsync(GuardedTier tier, WriteClaim nothing)
    {
        var lease = parts.Versions.Next();

        // Not cancelled: it may be done although its caller left, and then nobody would give it back.
        var answer = await tier.LeaseAsync(SlotOf(nothing.Key), lease, parts.Options.LeaseFor, CancellationToken.None).ConfigureAwait(false);
        if (!answer.Reached || answer.Result.State is not (SlotState.Leased or SlotState.Held)) return nothing;
        var kind = answer.Result.Version == lease ? WriteClaimKind.Leased : WriteClaimKind.Seen;
        return nothing with { Expected = answer.Result.Version, Kind = kind };
    }

    private ValueTask<TierAnswer<Replacement>> ReplaceAsync(Slot slot, SlotVersion expected, SlotWrite write) => (parts.Fences & Fences.Fill) != 0
        ? parts.Tier!.ReplaceAsync(slot, expected, write, CancellationToken.None)
        : parts.Tier!.WriteAsync(slot, write, CancellationToken.None);

    private EntryDraft<T> DraftOf<T>(EntryContent<T> content, EntryPolicy policy, MarkPin[] pins)
    {
        var isNull = content.Value is null;
        return new EntryDraft<T>(
            content, policy, policy.ExpirationOf(isNull, chosenByLoader: null, parts.Chance), isNull ? TimeSpan.Zero : policy.StaleFor,
            LoadTime: TimeSpan.Zero, isNull, pins);
    }
}
