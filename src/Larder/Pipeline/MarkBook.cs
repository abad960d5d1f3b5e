using Larder.Tiers;
using Larder.Validity;

namespace Larder.Pipeline;

/// <summary>Which marks a read depends on, what is known of them, and their state before a load.</summary>
internal sealed class MarkBook(CacheParts parts)
{
    // Kept for good: every entry depends on them.
    private readonly MarkCell[] _ofAll = [parts.Marks.Of(parts.Keys.AnyTag), parts.Marks.Of(parts.Keys.All)];

    /// <summary>The cells of any tag, of the whole cache, and of these tags, each once, in this order.</summary>
    public MarkCell[] CellsFor(IReadOnlyList<string> tags)
    {
        if (tags.Count == 0) return _ofAll;
        var cells = new List<MarkCell>(2 + tags.Count);
        cells.AddRange(_ofAll);
        foreach (var tag in tags)
        {
            var cell = parts.Marks.Of(parts.Keys.Mark(SlotKind.Tag, tag));
            if (!cells.Contains(cell)) cells.Add(cell);
        }

        return [.. cells];
    }

    /// <summary>The cell of a mark that an entry names.</summary>
    public MarkCell CellOf(SlotKind kind, string name) =>
        kind == SlotKind.All && name.Length == 0 ? _ofAll[1] : parts.Marks.Of(parts.Keys.Mark(kind, name));

    /// <summary>The cells of which the tier must be asked.</summary>
    public MarkCell[] UnknownOf(MarkCell[] cells)
    {
        var now = parts.Clock.Now;
        List<MarkCell>? unknown = null;
        foreach (var cell in cells)
            if (cell.State is not { } state || !state.Watch.Vouches(state.Epoch, now, parts.BoundMs)) (unknown ??= []).Add(cell);
        return unknown is null ? [] : [.. unknown];
    }

    /// <summary>Takes note of what the tier says of marks; one that it does not have stays unknown, and so does a log whose body was not read.</summary>
    public void Learn(ReadOnlySpan<MarkCell> cells, ReadOnlySpan<SlotRead> answers, ReadDepth depth)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            var (cell, answer) = (cells[i], answers[i]);
            if (answer.State != SlotState.Held) parts.Marks.Drop(cell);
            else if (cell.Slot.Kind != SlotKind.All) parts.Marks.Know(cell, answer.Version, answer.Ticket);
            else if (LogOf(cell, answer, depth) is { } log) parts.Marks.Know(cell, log, answer.Ticket);
        }
    }

    /// <summary>Reads the marks of which nothing is known. False when the tier can't be reached.</summary>
    public async ValueTask<bool> ReadAsync(GuardedTier tier, MarkCell[] cells, CancellationToken cancellationToken)
    {
        var unknown = UnknownOf(cells);
        if (unknown.Length == 0) return true;
        var answers = new SlotRead[unknown.Length];
        var slots = Array.ConvertAll(unknown, static cell => cell.Slot);
        if (!await tier.ReadAsync(slots, answers, ReadDepth.Whole, cancellationToken).ConfigureAwait(false)) return false;
        Learn(unknown, answers, ReadDepth.Whole);
        return true;
    }

    /// <summary>Pins the marks before the source is read; those that the tier does not have yet get a nonce.</summary>
    public async ValueTask<CapturedMarks> CaptureAsync(GuardedTier tier, MarkCell[] cells, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(tier, cells, cancellationToken).ConfigureAwait(false)) return PinLocally(cells);
        await EnsureAsync(tier, cells, cancellationToken).ConfigureAwait(false);
        return Captured(Pin(cells));
    }

    /// <summary>
    /// Pins the marks without the tier: this process's own removals still win. A nonce that is known stays, so that what depends on it is not
    /// removed for nothing.
    /// </summary>
    public CapturedMarks PinLocally(MarkCell[] cells)
    {
        var ticket = parts.Local.Ticket();
        foreach (var cell in UnknownOf(cells)) parts.Marks.Keep(cell, parts.Versions.Next(), ticket);
        return Captured(Pin(cells));
    }

    /// <summary>
    /// Pins tags that became known only after the source was read, beside those from before. Null when any tag was renewed since: nobody knows
    /// then whether it was before the source was read, or after.
    /// </summary>
    public async ValueTask<MarkPin[]?> PinLateAsync(CapturedMarks before, IReadOnlyList<string> tags, CancellationToken cancellationToken)
    {
        var isShared = parts.Tier is not null && !ReferenceEquals(before.AnyTag.State.Watch, parts.Local);
        var late = isShared
            ? await PinSharedAsync(parts.Tier!, tags, cancellationToken).ConfigureAwait(false)
            : PinLocally(CellsFor(tags));
        return late.AreComplete && late.AnyTag.State.Nonce == before.AnyTag.State.Nonce ? [.. before.Pins, .. late.Pins] : null;
    }

    /// <summary>
    /// Asks for all of them in one read, also for those that are known: what another process renewed a moment ago may not have been heard of.
    /// </summary>
    public async ValueTask<CapturedMarks> PinSharedAsync(GuardedTier tier, IReadOnlyList<string> tags, CancellationToken cancellationToken)
    {
        var cells = CellsFor(tags);
        var answers = new SlotRead[cells.Length];
        var slots = Array.ConvertAll(cells, static cell => cell.Slot);
        if (!await tier.ReadAsync(slots, answers, ReadDepth.Whole, cancellationToken).ConfigureAwait(false)) return CapturedMarks.None;
        Learn(cells, answers, ReadDepth.Whole);
        await EnsureAsync(tier, cells, cancellationToken).ConfigureAwait(false);
        return Captured(Pin(cells));
    }

    private static RemovalLog? LogOf(MarkCell cell, SlotRead answer, ReadDepth depth) =>
        cell.LogOf(answer.Version) ?? (depth == ReadDepth.Whole ? RemovalLog.Read(answer.Version, answer.Body.Span) : null);

    /// <summary>Gives nonces to the marks that have none, and reads them: only what was read is watched.</summary>
    private async ValueTask EnsureAsync(GuardedTier tier, MarkCell[] cells, CancellationToken cancellationToken)
    {
        var missing = Array.FindAll(cells, static cell => cell.State is null);
        if (missing.Length == 0) return;
        var slots = Array.ConvertAll(missing, static cell => cell.Slot);
        if (await tier.EnsureAsync(slots, cancellationToken).ConfigureAwait(false))
            await ReadAsync(tier, missing, cancellationToken).ConfigureAwait(false);
    }

    private static CapturedMarks Captured(MarkPin[]? pins) =>
        pins is null ? CapturedMarks.None : new CapturedMarks(pins[1..], pins[0], AreComplete: true);

    private static MarkPin[]? Pin(MarkCell[] cells)
    {
        var pins = new MarkPin[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i].State is not { } state) return null;
            pins[i] = new MarkPin(cells[i], state);
        }

        return pins;
    }
}
