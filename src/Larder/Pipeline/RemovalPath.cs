using Larder.Entries;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Pipeline;

/// <summary>
/// Removes. Each removal draws its fence in this process before the shared tier is told, so that nothing old is served meanwhile, and again
/// after, so that nothing which was read in between is kept.
/// </summary>
internal sealed class RemovalPath(CacheParts parts)
{
    private const int PageSize = 500;

    /// <summary>Nothing that was read of this key until now may be kept, and who comes now does not get what a load under way brings.</summary>
    /// <returns>The entry that memory held.</returns>
    public Entry? Fence(string key)
    {
        var held = parts.Memory.Remove(key, ChangeOrigin.Own);
        parts.Flights.Detach(key);
        return held;
    }

    public async ValueTask<int> RemoveAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var now = parts.Clock.Now;
        var inMemory = 0;
        foreach (var key in keys)
            if (Fence(key) is { } held && held.MayFallBack(key, now)) inMemory++;
        if (parts.Tier is not { } tier) return inMemory;

        Slot[] slots = [.. keys.Select(parts.Keys.Entry)];
        var answer = await tier.RemoveAsync(slots, cancellationToken).ConfigureAwait(false);
        if (IsFencedAfterTelling)
            foreach (var key in keys) Fence(key);
        return Math.Max(inMemory, answer.Result);
    }

    public ValueTask<bool> RemoveByTagAsync(string tag, CancellationToken cancellationToken) =>
        RenewAsync([parts.Keys.AnyTag, parts.Keys.Mark(SlotKind.Tag, tag)], cancellationToken);

    public async ValueTask<bool> ClearAsync(CancellationToken cancellationToken)
    {
        var isTold = await RenewAsync([parts.Keys.All], cancellationToken).ConfigureAwait(false);
        parts.Flights.DetachAll();
        parts.Memory.Clear();
        return isTold;
    }

    /// <summary>A prefix by the log of removals; any other glob by comparing names, in the shared tier page by page, each removed as it comes.</summary>
    public async ValueTask<PatternRemoval> RemoveByPatternAsync(string pattern, CancellationToken cancellationToken)
    {
        var glob = new Glob(pattern);
        if (glob.IsPrefix(out var prefix)) return new PatternRemoval(await RemovePrefixAsync(prefix, glob, cancellationToken).ConfigureAwait(false), null);
        var inMemory = FenceMatches(glob);
        if (parts.Tier is not { } tier) return new PatternRemoval(true, inMemory);
        var (isTold, inTier) = await SweepAsync(tier, pattern, cancellationToken).ConfigureAwait(false);
        FenceMatches(glob);
        return new PatternRemoval(isTold, Math.Max(inMemory, inTier));
    }

    /// <summary>
    /// What was loaded before the log got longer is told by its position, in memory and in the shared tier alike; so the fence need only be drawn
    /// once it has.
    /// </summary>
    private async ValueTask<bool> RemovePrefixAsync(string prefix, Glob glob, CancellationToken cancellationToken)
    {
        if (parts.Tier is not { } tier)
        {
            parts.Marks.RemovePrefix(parts.Keys.All, prefix);
            return true;
        }

        var isTold = await tier.RemovePrefixAsync(prefix, cancellationToken).ConfigureAwait(false);
        if (!isTold) FenceMatches(glob);
        else if (IsFencedAfterTelling) parts.Marks.Forget(parts.Keys.All, ChangeOrigin.Own);
        return isTold;
    }

    private async ValueTask<(bool IsTold, long Removed)> SweepAsync(GuardedTier tier, string pattern, CancellationToken cancellationToken)
    {
        var removed = 0L;
        string? resumeAt = null;
        do
        {
            var page = await tier.ScanAsync(parts.Keys.Pattern(pattern), resumeAt, PageSize, cancellationToken).ConfigureAwait(false);
            if (!page.Reached)
            {
                tier.OweAll(parts.Keys.All);
                return (false, removed);
            }

            string[] keys = [.. page.Result.Keys.Select(name => parts.Keys.NameOf(new Slot(SlotKind.Entry, name)))];
            if (keys.Length > 0) removed += await RemoveAsync(keys, cancellationToken).ConfigureAwait(false);
            foreach (var key in keys) parts.Events.Left(key, MissReason.RemovedByPattern);
            resumeAt = page.Result.ResumeAt;
        }
        while (resumeAt is not null);
        return (true, removed);
    }

    private bool IsFencedAfterTelling => (parts.Fences & Fences.AfterTelling) != 0;

    private long FenceMatches(Glob glob)
    {
        var removed = 0L;
        var now = parts.Clock.Now;

        // Flights first: one that lands before it is fenced has put its entry where the second pass finds it.
        foreach (var key in parts.Flights.Keys.Where(glob.Matches).Concat(parts.Memory.Keys.Where(glob.Matches)))
        {
            if (Fence(key) is { } held && held.MayFallBack(key, now)) removed++;
            parts.Events.Left(key, MissReason.RemovedByPattern);
        }

        return removed;
    }

    private async ValueTask<bool> RenewAsync(Slot[] marks, CancellationToken cancellationToken)
    {
        foreach (var mark in marks) parts.Marks.Forget(mark, ChangeOrigin.Own);
        if (parts.Tier is not { } tier) return true;
        var isTold = await tier.RenewAsync(marks, cancellationToken).ConfigureAwait(false);
        if (IsFencedAfterTelling)
            foreach (var mark in marks) parts.Marks.Forget(mark, ChangeOrigin.Own);
        return isTold;
    }
}
