using Larder.Entries;
using Larder.Pipeline;
using Larder.Serialization;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Inspection;

/// <summary>Looks at entries without using them: no hit is counted, nothing is kept of what the shared tier answers.</summary>
internal sealed class EntryLook(CacheParts parts)
{
    private const int Together = 16;
    private const long MostBytes = 8 << 20;

    private readonly MarkBook _book = new(parts);

    /// <summary>These keys, which the shared tier listed; with a tag only those that have it. Once enough bytes were read, the rest is named and not opened.</summary>
    public async ValueTask<IReadOnlyList<ListedKey>> AtSharedAsync(IReadOnlyList<string> keys, string? tag, CancellationToken cancellationToken)
    {
        var seen = new List<ListedKey>(keys.Count);
        var bytes = 0L;
        foreach (var some in keys.Chunk(Together))
        {
            var sights = bytes < MostBytes || tag is not null ? await SharedAsync(some, cancellationToken).ConfigureAwait(false) : new SharedSight?[some.Length];
            bytes += sights.Sum(static sight => sight?.Bytes ?? 0);
            for (var i = 0; i < some.Length; i++)
                if (sights[i]?.State != EntryState.Expired && (tag is null || sights[i]?.Tags.Contains(tag) == true)) seen.Add(Listed(some[i], KeyPlaces.Shared, sights[i]));
        }

        return seen;
    }

    public IEnumerable<ListedKey> AtMemory(IEnumerable<string> keys, string? tag) =>
        from key in keys
        let sight = Memory(key)
        where sight is not null && (tag is null || sight.Tags.Contains(tag))
        select Listed(key, KeyPlaces.None, null);

    /// <summary>Those of the keys that the shared tier does not hold.</summary>
    public async ValueTask<IReadOnlyList<string>> NotSharedAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0 || parts.Tier is not { } tier) return keys;
        var answers = new SlotRead[keys.Count];
        Slot[] slots = [.. keys.Select(parts.Keys.Entry)];
        if (!await tier.ReadAsync(slots, answers, ReadDepth.VersionOnly, cancellationToken).ConfigureAwait(false)) return keys;
        return [.. keys.Where((_, i) => answers[i].State == SlotState.Absent)];
    }

    /// <summary>As memory holds it; null: it does not.</summary>
    public MemorySight? Memory(string key)
    {
        if (parts.Memory.Show(key) is not var (entry, seen)) return null;
        var state = StateOf(entry.StandingAt(key, parts.Clock.Now, parts.BoundMs));
        return new MemorySight(state, seen.Weight, seen.Age.TotalMilliseconds, seen.FreshFor?.TotalMilliseconds, seen.Hits, seen.IsHot)
        {
            Type = entry.ValueType.ToString(),
            LoadMs = entry.LoadTime.TotalMilliseconds,
            Tags = [.. entry.Origin.Pins.Where(IsOfTag).Select(pin => parts.Keys.NameOf(pin.Cell.Slot))],
        };
    }

    /// <summary>As the shared tier holds it; false when that did not answer.</summary>
    public async ValueTask<(bool Answered, SharedSight? Sight)> SharedAsync(string key, CancellationToken cancellationToken)
    {
        if (parts.Tier is null) return (true, null);
        var (answered, read) = await PeekAsync(key, cancellationToken).ConfigureAwait(false);
        return (answered, answered ? (await SightsAsync([key], [read], cancellationToken).ConfigureAwait(false))[0] : null);
    }

    /// <summary>The bytes of one slot; not answered without a tier.</summary>
    public async ValueTask<(bool Answered, SlotRead Read)> PeekAsync(string key, CancellationToken cancellationToken)
    {
        var answers = new SlotRead[1];
        var answered = parts.Tier is { } tier && await tier.PeekAsync(new[] { parts.Keys.Entry(key) }, answers, cancellationToken).ConfigureAwait(false);
        return (answered, answers[0]);
    }

    private async ValueTask<SharedSight?[]> SharedAsync(string[] keys, CancellationToken cancellationToken)
    {
        var answers = new SlotRead[keys.Length];
        Slot[] slots = [.. keys.Select(parts.Keys.Entry)];
        return await parts.Tier!.PeekAsync(slots, answers, cancellationToken).ConfigureAwait(false)
            ? await SightsAsync(keys, answers, cancellationToken).ConfigureAwait(false)
            : new SharedSight?[keys.Length];
    }

    /// <summary>What was removed by a tag, a prefix or everything is in the tier until it is swept; its marks tell it from what is served.</summary>
    private async ValueTask<SharedSight?[]> SightsAsync(string[] keys, SlotRead[] reads, CancellationToken cancellationToken)
    {
        var headers = Array.ConvertAll(reads, static read => read.State == SlotState.Held && FrameHeader.TryRead(read.Body.Span, out var header, out _) ? header : null);
        MarkCell[] cells = [.. headers.SelectMany(static header => header?.Marks ?? []).Select(mark => _book.CellOf(mark.Kind, mark.Name)).Distinct()];
        var areMarksKnown = await _book.ReadAsync(parts.Tier!, cells, cancellationToken).ConfigureAwait(false);
        var sights = new SharedSight?[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            sights[i] = SightOf(reads[i], headers[i]);
            if (areMarksKnown && headers[i] is { } header && Verdict(header, keys[i]) is { } state) sights[i] = sights[i]! with { State = state };
        }

        return sights;
    }

    private EntryState? Verdict(FrameHeader header, string key)
    {
        var isUnknown = false;
        foreach (var mark in header.Marks)
        {
            if (_book.CellOf(mark.Kind, mark.Name).State is not { } now) isUnknown = true;
            else if (!now.Keeps(mark.Nonce, key)) return EntryState.Expired;
        }

        return isUnknown ? EntryState.Unknown : null;
    }

    private ListedKey Listed(string key, KeyPlaces places, SharedSight? shared)
    {
        if (Memory(key) is { } memory) return new ListedKey(key, places | KeyPlaces.Memory, memory.State, memory.Bytes, memory.FreshForMs);
        return new ListedKey(key, places, shared?.State ?? EntryState.Unknown, shared?.Bytes, shared?.FreshForMs);
    }

    private static SharedSight? SightOf(SlotRead read, FrameHeader? header)
    {
        if (read.State == SlotState.Absent) return null;
        if (header is null)
            return new SharedSight(read.State == SlotState.Leased ? EntryState.Loading : EntryState.Foreign, read.Body.Length, read.Remaining?.TotalMilliseconds, null);
        var fresh = header.Times.LifetimeWithin(read.Remaining) - header.Times.StaleFor;
        return new SharedSight(
            fresh > TimeSpan.Zero ? EntryState.Fresh : EntryState.Stale, read.Body.Length, read.Remaining?.TotalMilliseconds,
            Math.Max(0, fresh.TotalMilliseconds))
        {
            IsCompressed = header.Flags.HasFlag(FrameFlags.Compressed),
            IsEncrypted = header.Flags.HasFlag(FrameFlags.Encrypted),
            LoadMs = header.Times.LoadTime.TotalMilliseconds,
            Tags = [.. header.Marks.Where(static mark => mark is { Kind: SlotKind.Tag, Name.Length: > 0 }).Select(static mark => mark.Name)],
        };
    }

    private bool IsOfTag(MarkPin pin) => pin.Cell.Slot is { Kind: SlotKind.Tag } slot && slot != parts.Keys.AnyTag;

    private static EntryState StateOf(Standing standing) => standing switch
    {
        Standing.Good or Standing.Behind => EntryState.Fresh,
        Standing.Stale => EntryState.Stale,
        Standing.Suspect => EntryState.Unknown,
        _ => EntryState.Expired,
    };
}
