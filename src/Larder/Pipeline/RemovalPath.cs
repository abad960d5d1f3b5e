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
        var held = parts.Memory.Remove(key);
        parts.Flights.Detach(key);
        return held;
    }

    public async ValueTask<int> RemoveAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var now = parts.Clock.Now;
        var inMemory = 0;
        foreach (var key in keys)
            if (Fence(key) is { } held && held.MayFallBack(now)) inMemory++;
        if (parts.Tier is not { } tier) return inMemory;

        Slot[] slots = [.. keys.Select(parts.Keys.Entry)];
        var answer = await tier.RemoveAsync(slots, cancellationToken).ConfigureAwait(false);
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

    /// <summary>Memory and loads under way by comparing names; the shared tier page by page, each page removed as it comes.</summary>
    public async ValueTask<long> RemoveByPatternAsync(string pattern, CancellationToken cancellationToken)
    {
        var glob = new Glob(pattern);
        var inMemory = FenceMatches(glob);
        if (parts.Tier is not { } tier) return inMemory;
        var inTier = await SweepAsync(tier, pattern, cancellationToken).ConfigureAwait(false);
        FenceMatches(glob);
        return Math.Max(inMemory, inTier);
    }

    private async ValueTask<long> SweepAsync(GuardedTier tier, string pattern, CancellationToken cancellationToken)
    {
        var removed = 0L;
        string? resumeAt = null;
        do
        {
            var page = await tier.ScanAsync(parts.Keys.Pattern(pattern), resumeAt, PageSize, cancellationToken).ConfigureAwait(false);
            if (!page.Reached)
            {
                tier.OweAll(parts.Keys.All);
                return removed;
            }

            string[] keys = [.. page.Result.Keys.Select(name => parts.Keys.NameOf(new Slot(SlotKind.Entry, name)))];
            if (keys.Length > 0) removed += await RemoveAsync(keys, cancellationToken).ConfigureAwait(false);
            resumeAt = page.Result.ResumeAt;
        }
        while (resumeAt is not null);
        return removed;
    }

    private long FenceMatches(Glob glob)
    {
        var removed = 0L;
        var now = parts.Clock.Now;

        // Flights first: one that lands before it is fenced has put its entry where the second pass finds it.
        foreach (var key in parts.Flights.Keys.Where(glob.Matches).Concat(parts.Memory.Keys.Where(glob.Matches)))
            if (Fence(key) is { } held && held.MayFallBack(now)) removed++;
        return removed;
    }

    private async ValueTask<bool> RenewAsync(Slot[] marks, CancellationToken cancellationToken)
    {
        foreach (var mark in marks) parts.Marks.Forget(mark);
        if (parts.Tier is not { } tier) return true;
        var isTold = await tier.RenewAsync(marks, cancellationToken).ConfigureAwait(false);
        foreach (var mark in marks) parts.Marks.Forget(mark);
        return isTold;
    }
}
