using Larder.Tiers;
using Larder.Validity;

namespace Larder.Pipeline;

/// <summary>
/// Changes the source between a hold and a removal. Without the option there is no hold: the change, then the removal. Whatever comes of the change,
/// the removal follows: nobody knows what a change that threw has done.
/// </summary>
internal sealed class ChangePath(CacheParts parts, RemovalPath removals)
{
    public async ValueTask<T> ChangeAsync<TState, T>(
        IReadOnlyCollection<string> keys, TState state, Func<TState, CancellationToken, ValueTask<T>> change, CancellationToken cancellationToken)
    {
        string[] held = [.. keys.Distinct(StringComparer.Ordinal)];
        if (parts.Holds is not { } holds || held.Length == 0) return await ChangeUnheldAsync(held, state, change, cancellationToken).ConfigureAwait(false);

        var holder = parts.Versions.Next();
        Slot[] slots = [.. held.Select(parts.Keys.Entry)];
        await BeginAsync(holds, held, slots, holder).ConfigureAwait(false);
        try
        {
            await using var keeper = new HoldKeeper(holds, slots, holder, (parts.Options.WriterHoldFor!.Value, parts.Clock.Time));
            cancellationToken.ThrowIfCancellationRequested();
            return await change(state, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await holds.ReleaseAsync(slots, holder).ConfigureAwait(false);

            // Where nothing could be held, or a tier tells of its changes a little later, this process may have kept what it read meanwhile.
            foreach (var key in held) removals.Fence(key);
        }
    }

    private async ValueTask<T> ChangeUnheldAsync<TState, T>(
        string[] keys, TState state, Func<TState, CancellationToken, ValueTask<T>> change, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await change(state, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await removals.RemoveAsync(keys, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Not cancelled on the way: it may be done although its caller has left, and then nobody would end it.</summary>
    private async ValueTask BeginAsync(GuardedHolds holds, string[] keys, Slot[] slots, SlotVersion holder)
    {
        var isHeld = await holds.HoldAsync(slots, holder, parts.Options.WriterHoldFor!.Value).ConfigureAwait(false);
        if (isHeld || parts.Options.WriterHoldFailure == WriterHoldFailure.WriteAndOwe) return;
        throw new CacheHoldException(keys);
    }
}
