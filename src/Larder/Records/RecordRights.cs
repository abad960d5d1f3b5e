using Larder.Tiers;
using Larder.Validity;

namespace Larder.Records;

/// <summary>
/// Gives out the right to fill a record. A lease saves work among processes; that an old value never overwrites a removal or an update is decided
/// by the version that the fill compares.
/// </summary>
internal sealed class RecordRights(RecordParts parts, GuardedRecords shared)
{
    /// <summary>The right to fill what was read.</summary>
    /// <param name="slot">The record.</param>
    /// <param name="answer">What was read.</param>
    /// <param name="isAlive">Whether that is a record that lacks fields and nothing removed.</param>
    public ValueTask<RightAnswer> AcquireAsync(Slot slot, RecordRead answer, bool isAlive) => answer.State switch
    {
        SlotState.Absent => LeaseAsync(slot, SlotVersion.None),
        SlotState.Held when isAlive => new(RightAnswer.Of(new RecordRight(slot, answer.Version, answer.Content.Head, IsOwn: false))),
        SlotState.Held => LeaseAsync(slot, answer.Version),
        SlotState.Leased when parts.Leases.Has(answer.Version) => new(RightAnswer.Of(new RecordRight(slot, answer.Version, null, IsOwn: false))),
        SlotState.Leased when parts.Cache.Versions.Made(answer.Version) => LeaseAsync(slot, answer.Version),
        SlotState.Leased => new(RightAnswer.TakenElsewhere(answer.Version, answer.Remaining ?? parts.Cache.Options.LeaseFor)),
        _ => new(RightAnswer.NoRight),
    };

    /// <summary>The load is over, and nothing came of the right.</summary>
    public async ValueTask ReleaseAsync(RecordRight? right)
    {
        if (right is not { IsOwn: true }) return;
        parts.Leases.End(right.Version);
        await shared.ReleaseAsync(right.Slot, right.Version).ConfigureAwait(false);
    }

    private async ValueTask<RightAnswer> LeaseAsync(Slot slot, SlotVersion over)
    {
        var lease = parts.Cache.Versions.Next();
        parts.Leases.Begin(lease);
        var answer = await shared.LeaseAsync(slot, new RecordLease(lease, over, parts.Cache.Options.LeaseFor)).ConfigureAwait(false);
        if (answer is { Reached: true, Result.State: SlotState.Leased } && answer.Result.Version == lease)
            return RightAnswer.Of(new RecordRight(slot, lease, null, IsOwn: true));
        parts.Leases.End(lease);
        return answer.Reached && answer.Result.State != SlotState.Foreign ? RightAnswer.Again : RightAnswer.NoRight;
    }
}
