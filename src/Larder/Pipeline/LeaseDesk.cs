using Larder.Tiers;
using Larder.Validity;

namespace Larder.Pipeline;

/// <summary>
/// Gives out the right to load a key in the whole fleet. It saves work; that an old value never overwrites a removal is decided by the versions
/// that the fill compares. A call that takes a lease is not cancelled: it may be done although its caller has left, and then nobody would give
/// the lease back.
/// </summary>
internal sealed class LeaseDesk(CacheParts parts, GuardedTier tier)
{
    /// <summary>Takes the right to load; if somebody else has it, the answer tells what to wait for before the slot is read again.</summary>
    public async ValueTask<LeaseAnswer> AcquireAsync(string key, SlotRead seen, SlotUse use)
    {
        var answer = await AskAsync(key, seen, use).ConfigureAwait(false);
        return parts.Holds is { } holds && answer.Right is { } right ? await UnlessHeldAsync(holds, right, answer).ConfigureAwait(false) : answer;
    }

    /// <summary>
    /// Asked after the right was given: a hold that comes later removes what the right rests on, so the fill is refused. Asked at the fill alone, a load
    /// that began under a hold and ended after it would leave behind what it read before the change.
    /// </summary>
    private async ValueTask<LeaseAnswer> UnlessHeldAsync(GuardedHolds holds, LoadRight right, LeaseAnswer answer)
    {
        if (!await holds.MayBeHeldAsync(right.Slot).ConfigureAwait(false)) return answer;
        await right.ReleaseAsync(tier, ReleaseAfter.Nothing).ConfigureAwait(false);
        return LeaseAnswer.Granted(LoadRight.HeldByWriter(right.Slot));
    }

    private async ValueTask<LeaseAnswer> AskAsync(string key, SlotRead seen, SlotUse use)
    {
        var slot = parts.Keys.Entry(key);
        switch (seen.State)
        {
            case SlotState.Absent:
                return await LeaseAsync(slot, slot, seen).ConfigureAwait(false);
            case SlotState.Leased:
                return await FollowAsync(slot, seen).ConfigureAwait(false);
            case SlotState.Held when use == SlotUse.KeepUntilFilled:
                return await LeaseAsync(slot, parts.Keys.Refresh(key), seen).ConfigureAwait(false);
            case SlotState.Held when use == SlotUse.Discard:
                return await TakeAsync(slot, slot, seen.Version, seen.Version).ConfigureAwait(false);
            case SlotState.Held:
                return LeaseAnswer.Granted(new LoadRight(slot, seen.Version, slot, SlotVersion.None));
            default:
                return LeaseAnswer.NoRight;
        }
    }

    private async ValueTask<LeaseAnswer> LeaseAsync(Slot slot, Slot leaseSlot, SlotRead seen)
    {
        var lease = parts.Versions.Next();
        var answer = await tier.LeaseAsync(leaseSlot, lease, parts.Options.LeaseFor, CancellationToken.None).ConfigureAwait(false);
        if (!answer.Reached) return LeaseAnswer.NoRight;
        if (answer.Result.State != SlotState.Leased) return LeaseAnswer.Again;
        if (answer.Result.Version == lease) return Granted(slot, leaseSlot, lease, seen.Version);
        if (parts.Versions.Made(answer.Result.Version))
            return await TakeAsync(slot, leaseSlot, answer.Result.Version, seen.Version).ConfigureAwait(false);

        // A refresh is over when the entry changes; the lease in a slot of its own tells only how long that may take.
        var watched = leaseSlot == slot ? answer.Result.Version : seen.Version;
        return LeaseAnswer.TakenElsewhere(slot, watched, answer.Result.Remaining ?? parts.Options.LeaseFor);
    }

    /// <summary>Another process loads. A placeholder of our own belongs to a load that a removal overtook: nobody waits for that one.</summary>
    private async ValueTask<LeaseAnswer> FollowAsync(Slot slot, SlotRead seen)
    {
        if (parts.Versions.Made(seen.Version))
            return await TakeAsync(slot, slot, seen.Version, seen.Version).ConfigureAwait(false);
        return LeaseAnswer.TakenElsewhere(slot, seen.Version, seen.Remaining ?? parts.Options.LeaseFor);
    }

    /// <summary>Puts our placeholder in the place of a version, if it is still there.</summary>
    private async ValueTask<LeaseAnswer> TakeAsync(Slot slot, Slot leaseSlot, SlotVersion from, SlotVersion entry)
    {
        var lease = parts.Versions.Next();
        var answer = await tier.ReplaceAsync(
            leaseSlot, from, SlotWrite.Placeholder(lease, parts.Options.LeaseFor), CancellationToken.None).ConfigureAwait(false);
        if (!answer.Reached) return LeaseAnswer.NoRight;
        return answer.Result.Outcome == ReplaceOutcome.Done ? Granted(slot, leaseSlot, lease, entry) : LeaseAnswer.Again;
    }

    private static LeaseAnswer Granted(Slot slot, Slot leaseSlot, SlotVersion lease, SlotVersion entry) =>
        LeaseAnswer.Granted(leaseSlot == slot ? LoadRight.ByPlaceholder(slot, lease) : new LoadRight(slot, entry, leaseSlot, lease));
}
