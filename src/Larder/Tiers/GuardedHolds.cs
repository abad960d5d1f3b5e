using Larder.Validity;

namespace Larder.Tiers;

/// <summary>Writer holds behind the time-out and the breaker of the tier's writes.</summary>
internal sealed class GuardedHolds(IWriterHolds inner, TierLane writing, OwedRemovals owed) : IAsyncDisposable
{
    /// <summary>False when it did not get through, or nobody knows whether it did: what was held then ends by itself.</summary>
    public async ValueTask<bool> HoldAsync(ReadOnlyMemory<Slot> entries, SlotVersion holder, TimeSpan holdFor)
    {
        var answer = await writing.RunAsync(
            (inner, entries, holder, holdFor),
            static async (call, token) =>
            {
                await call.inner.HoldAsync(call.entries, call.holder, call.holdFor, token).ConfigureAwait(false);
                return true;
            },
            CancellationToken.None).ConfigureAwait(false);
        return answer.Reached;
    }

    /// <summary>Removes and releases; the removal is owed if that does not get through, the hold ends by itself.</summary>
    public async ValueTask ReleaseAsync(ReadOnlyMemory<Slot> entries, SlotVersion holder)
    {
        var answer = await writing.RunAsync(
            (inner, entries, holder),
            static async (call, token) =>
            {
                await call.inner.ReleaseAsync(call.entries, call.holder, token).ConfigureAwait(false);
                return true;
            },
            CancellationToken.None).ConfigureAwait(false);
        if (!answer.Reached) owed.Add(entries.Span);
    }

    /// <summary>Whether a writer holds the entry; who can't tell must take it that one does.</summary>
    public async ValueTask<bool> MayBeHeldAsync(Slot entry)
    {
        var answer = await writing.RunAsync(
            (inner, entry), static (call, token) => call.inner.IsHeldAsync(call.entry, token), CancellationToken.None).ConfigureAwait(false);
        return !answer.Reached || answer.Result;
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
