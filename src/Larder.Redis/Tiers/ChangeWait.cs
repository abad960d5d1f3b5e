using Larder.Tiers;
using Larder.Validity;

namespace Larder.Redis.Tiers;

/// <summary>Waits for the push that tells of a slot. Where the server tells of nothing, it has to be asked.</summary>
internal sealed class ChangeWait(RedisScope scope, SlotReads reads)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(50);

    public async ValueTask WaitAsync(Slot slot, SlotVersion seen, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var left = atMost == Timeout.InfiniteTimeSpan || atMost > LongestWait ? LongestWait : atMost;
        var start = scope.Clock.Time.GetTimestamp();
        while (left > TimeSpan.Zero)
        {
            var step = scope.IsFollowing || left < AskEvery ? left : AskEvery;
            if (await HasChangedAsync(slot, seen, step, cancellationToken).ConfigureAwait(false) || step == left) return;
            left = atMost - scope.Clock.Time.GetElapsedTime(start);
        }
    }

    /// <summary>True when it may have; false when this much time passed.</summary>
    private async ValueTask<bool> HasChangedAsync(Slot slot, SlotVersion seen, TimeSpan within, CancellationToken cancellationToken)
    {
        // First listen, then look: what told of the slot since it was seen told nobody, and tells only once.
        var waiter = scope.Waiters.Add(slot);
        try
        {
            var read = await ReadAsync(slot, cancellationToken).ConfigureAwait(false);
            if (read.Version != seen || read.State == SlotState.Foreign) return true;
            var isEndNear = read.Remaining < within;
            await waiter.Task.WaitAsync(isEndNear ? read.Remaining!.Value : within, scope.Clock.Time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            scope.Waiters.Remove(slot, waiter);
        }
    }

    /// <summary>What the slot holds, whether an entry or a record.</summary>
    private async ValueTask<SlotRead> ReadAsync(Slot slot, CancellationToken cancellationToken)
    {
        var read = await reads.ReadAsync(slot, ReadDepth.VersionOnly, cancellationToken).ConfigureAwait(false);
        return read.State == SlotState.Foreign && slot.Kind == SlotKind.Entry ? await RecordMark.ReadAsync(scope, slot, cancellationToken).ConfigureAwait(false) : read;
    }
}
