using Larder.Pipeline;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Inspection;

/// <summary>
/// Lists keys a page at a time: first those of the shared tier, then those that memory alone holds. A page ends when it is full, and also when too many
/// keys were looked at for it, so that no question takes long.
/// </summary>
internal sealed class KeyListing(CacheParts parts, EntryLook look, TimeProvider time)
{
    private const int MostScanned = 20_000;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(1);

    /// <exception cref="ArgumentException">Something in the query is out of its range.</exception>
    public async ValueTask<KeyPage> ReadAsync(KeyQuery query, CancellationToken cancellationToken)
    {
        query.Check();
        var page = new PageDraft(query, time.GetTimestamp());
        var isShared = parts.Tier is not null && query.Places.HasFlag(KeyPlaces.Shared);
        if (isShared && query.Cursor?[0] != 'm') await ReadSharedAsync(page, parts.Tier!, cancellationToken).ConfigureAwait(false);
        else page.GoToMemory(query.Cursor?[1..] ?? "");
        if (page.IsInMemory && !query.Places.HasFlag(KeyPlaces.Memory)) page.End();
        if (page.IsInMemory && page.Room > 0) await ReadMemoryAsync(page, isShared && page.SharedAnswered, cancellationToken).ConfigureAwait(false);
        return new KeyPage(page.Keys, page.Cursor, page.Scanned, page.SharedAnswered);
    }

    private async ValueTask ReadSharedAsync(PageDraft page, GuardedTier tier, CancellationToken cancellationToken)
    {
        var pattern = parts.Keys.Pattern(page.Query.Pattern);
        var resumeAt = page.Query.Cursor?[1..];
        do
        {
            var answer = await tier.ScanAsync(pattern, resumeAt, Math.Max(page.Room, 10), cancellationToken).ConfigureAwait(false);
            if (!answer.Reached)
            {
                page.SharedAnswered = false;
                page.GoToMemory("");
                return;
            }

            string[] keys = [.. answer.Result.Keys.Select(name => parts.Keys.NameOf(new Slot(SlotKind.Entry, name)))];
            page.Scanned += Math.Max(answer.Result.Examined, keys.Length);
            page.Keys.AddRange(await look.AtSharedAsync(keys, page.Query.Tag, cancellationToken).ConfigureAwait(false));
            resumeAt = answer.Result.ResumeAt;
        }
        while (resumeAt is not null && page.Room > 0 && page.Scanned < MostScanned && time.GetElapsedTime(page.StartedAt) < MostTime);

        if (resumeAt is null) page.GoToMemory("");
        else page.Cursor = "s" + resumeAt;
    }

    // In order of the keys, so that a page can go on where the last one ended, whatever came and went in between.
    private async ValueTask ReadMemoryAsync(PageDraft page, bool isSharedListed, CancellationToken cancellationToken)
    {
        var last = page.Cursor![1..];
        var glob = new Glob(page.Query.Pattern);
        var most = page.Room;
        var largestFirst = new PriorityQueue<string, string>(Comparer<string>.Create(static (one, other) => string.CompareOrdinal(other, one)));
        foreach (var key in parts.Memory.Keys)
        {
            page.Scanned++;
            if (string.CompareOrdinal(key, last) <= 0 || !glob.Matches(key)) continue;
            largestFirst.Enqueue(key, key);
            if (largestFirst.Count > most) largestFirst.Dequeue();
        }

        var keys = new string[largestFirst.Count];
        for (var at = keys.Length - 1; at >= 0; at--) keys[at] = largestFirst.Dequeue();
        if (keys.Length == most) page.GoToMemory(keys[^1]);
        else page.End();
        var alone = isSharedListed ? await look.NotSharedAsync(keys, cancellationToken).ConfigureAwait(false) : keys;
        page.Keys.AddRange(look.AtMemory(alone, page.Query.Tag));
    }
}
