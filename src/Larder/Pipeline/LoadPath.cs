using Larder.Loading;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Pipeline;

/// <summary>Runs a loader under the bulkhead and the lease, falls back on a stale entry if it fails, and keeps what it brings.</summary>
internal sealed class LoadPath(CacheParts parts, KeepPath keep)
{
    public async ValueTask<LoadOutcome<T>> RunAsync<TState, T>(Flight<T> flight, LoadCall<TState, T> call, Found<T> found)
    {
        var context = Begin(flight, found);
        var startedAt = parts.Clock.Time.GetTimestamp();
        var terms = new LoadTerms($"\"{call.Key}\"", call.Pass, call.Policy.LoadTimeout, flight.Abandoned);
        T value;
        try
        {
            await using var keeper = KeeperOf(found.Right);
            value = await parts.Loads.RunAsync(
                terms, (call, context), static (run, token) => run.call.Load(run.call.State, run.context, token)).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            if (!flight.Abandoned.IsCancellationRequested) parts.Events.LoadFailed(parts.Clock.Time.GetElapsedTime(startedAt), error);
            if (await FailAsync(flight, found, error).ConfigureAwait(false) is { } stale) return stale;
            throw;
        }

        var time = parts.Clock.Time.GetElapsedTime(startedAt);
        parts.Events.Loaded(time);
        context.IsPrivate = terms.Load.IsPrivate;
        var loaded = context.IsNotThere ? Loaded<T>.NotThere(time) : Loaded<T>.Of(value, time);
        return await keep.KeepAsync(flight, call.Policy, found, context, loaded).ConfigureAwait(false);
    }

    /// <summary>From here on a renewal of one of these marks keeps later callers out of the flight.</summary>
    public LoadContext Begin<T>(Flight<T> flight, Found<T> found)
    {
        flight.Reason = found.Reason;
        flight.Pins = found.Marks.AreComplete ? found.Marks.Pins : null;
        if (found.Fallback is not null) flight.Meanwhile = () => StaleOutcome(flight.Key, found);
        return new LoadContext(flight.Key, StaleOf(found));
    }

    /// <summary>The load failed: the right to it goes back, and a stale entry answers if there is one that may.</summary>
    public async ValueTask<LoadOutcome<T>?> FailAsync<T>(Flight<T> flight, Found<T> found, Exception error)
    {
        if (found.Right is { } right) await right.ReleaseAsync(parts.Tier!, ReleaseAfter.Nothing).ConfigureAwait(false);
        if (flight.Abandoned.IsCancellationRequested) return null;
        var stale = StaleOutcome(flight.Key, found);
        if (stale is not null) parts.Events.ServedStale(flight.Key, error);
        return stale;
    }

    public LeaseKeeper? KeeperOf(LoadRight? right) =>
        right is null || right.Lease.IsNone ? null : new LeaseKeeper((span, ended) => ExtendAsync(right, span, ended), parts.Options.LeaseFor, parts.Clock.Time);

    private async ValueTask<bool> ExtendAsync(LoadRight right, TimeSpan span, CancellationToken cancellationToken)
    {
        var extended = await parts.Tier!.ReplaceAsync(
            right.LeaseSlot, right.Lease, SlotWrite.Placeholder(right.Lease, span), cancellationToken).ConfigureAwait(false);
        return extended is not { Reached: true, Result.Outcome: not ReplaceOutcome.Done };
    }

    private static Func<object>? StaleOf<T>(Found<T> found) =>
        found.Fallback is { HasValue: true } stale ? () => stale.TryTake(out var value) ? new CacheLookup<T>(true, value, ReadSource.Stale) : CacheLookup<T>.Absent : null;

    /// <summary>A removed entry is no stale one: it must never be served as a fallback, also when it was removed while the load ran.</summary>
    private LoadOutcome<T>? StaleOutcome<T>(string key, Found<T> found) =>
        found.Fallback is { HasValue: true } stale
            && ((parts.Fences & Fences.Fallback) == 0 || (stale.MayFallBack(key, parts.Clock.Now) && parts.Memory.IsUnchanged(key, found.Ticket)))
            ? new LoadOutcome<T>(stale, ReadSource.Stale, found.Reason, found.Ticket)
            : null;
}
