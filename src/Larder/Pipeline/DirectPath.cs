using Larder.Diagnostics;
using Larder.Entries;
using Larder.Serialization;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Pipeline;

/// <summary>
/// Reads that leave memory alone: what the shared tier holds goes to its caller as it comes, without a flight, since there is nothing to share. What
/// is not there, or not to be told by one look, goes the usual way. The tier need not watch what nobody keeps.
/// </summary>
internal sealed class DirectPath(CacheParts parts, GuardedTier tier, MarkBook book, ReadPath reads)
{
    private const CacheTiers That = CacheTiers.ReadShared | CacheTiers.Load;

    /// <summary>Whether this is such a read.</summary>
    public static bool Serves(EntryPolicy policy) => policy.SoftTimeout is null && (policy.Tiers & (That | CacheTiers.ReadMemory | CacheTiers.WriteMemory)) == That;

    /// <summary>The value, from the shared tier or the loader.</summary>
    public async ValueTask<T> ReadAsync<TState, T>(LoadCall<TState, T> call, CancellationToken cancellationToken)
    {
        var (startedAt, askedAt) = (parts.Clock.Time.GetTimestamp(), parts.Clock.Now);
        var slot = parts.Keys.Entry(call.Key);
        try
        {
            if (tier.BeginPeek(slot, cancellationToken) is { } peek)
            {
                var answer = await peek.ConfigureAwait(false);
                tier.EndPeek();
                if (TryTake((call.Key, slot), answer, TimesOf(askedAt, startedAt), out T value)) return value;
            }
        }
        catch (Exception error) when (tier.FailPeek(error, cancellationToken))
        {
            call = call with { IsTierAway = true };
        }

        return await reads.ReadAsync(call, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Adds the values that the shared tier holds.</summary>
    /// <returns>Those that are still to be read, and whether the tier could be asked.</returns>
    public async ValueTask<(IReadOnlyCollection<TId> Left, bool Reached)> ReadManyAsync<TId, T>(
        IReadOnlyCollection<TId> ids, Func<TId, string> keyOf, Dictionary<TId, T> values, CancellationToken cancellationToken)
        where TId : notnull
    {
        var (startedAt, askedAt) = (parts.Clock.Time.GetTimestamp(), parts.Clock.Now);
        var keys = new string[ids.Count];
        var slots = new Slot[keys.Length];
        var answers = new SlotRead[keys.Length];
        var at = 0;
        foreach (var id in ids)
        {
            parts.Keys.Check(keys[at] = keyOf(id));
            slots[at] = parts.Keys.Entry(keys[at]);
            at++;
        }

        if (!await tier.PeekAsync(slots, answers, cancellationToken).ConfigureAwait(false)) return (ids, false);
        List<TId> rest = [];
        var times = TimesOf(askedAt, startedAt);
        at = 0;
        foreach (var id in ids)
        {
            if (TryTake((keys[at], slots[at]), answers[at], times, out T value)) values[id] = value;
            else rest.Add(id);
            at++;
        }

        return (rest, true);
    }

    /// <summary>When it was asked for, when it came, and how long that took: the same for all of a batch.</summary>
    private (long AskedAt, long Now, TimeSpan Elapsed) TimesOf(long askedAt, long startedAt) =>
        (askedAt, parts.Clock.Now, parts.Clock.Time.GetElapsedTime(startedAt));

    /// <summary>The value, if it is fresh, readable, and none of its marks was renewed; and all of that is known without asking for more.</summary>
    private bool TryTake<T>((string Key, Slot Slot) of, in SlotRead answer, (long AskedAt, long Now, TimeSpan Elapsed) times, out T value)
    {
        value = default!;
        if (answer.State != SlotState.Held || !parts.Codec.TryTake(of.Slot.Name, answer.Body, out var header, out value, out _)) return false;
        if (header.Flags.HasFlag(FrameFlags.Null)) return false;
        var (now, freshUntil) = (times.Now, MonotonicClock.After(times.AskedAt, header.Times.LifetimeWithin(answer.Remaining) - header.Times.StaleFor));
        if (now >= freshUntil || !Keeps(header, of.Key, now)) return false;
        parts.Events.Read(new CacheRead(
            of.Key, ReadSource.Shared, MissReason.None, times.Elapsed, header.Times.LoadTime,
            new EntryStamp(freshUntil, freshUntil).FreshFor(now)));
        return true;
    }

    private bool Keeps(FrameHeader header, string key, long now)
    {
        for (var i = 0; i < header.Marks.Count; i++)
        {
            var mark = header.Marks[i];
            if (book.CellOf(mark.Kind, mark.Name).State is not { } state) return false;
            if (!state.Watch.Vouches(state.Epoch, now, parts.BoundMs) || !state.Keeps(mark.Nonce, key)) return false;
        }

        return true;
    }
}
