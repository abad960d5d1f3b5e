using Larder.Validity;

namespace Larder.Tiers;

/// <summary>One question for a lease, and what came of it after its caller had stopped to wait.</summary>
internal sealed class LeaseCall(ISharedTier inner, Slot slot, SlotVersion lease, TimeSpan leaseFor)
{
    private Task<SlotRead>? _asked;

    public Slot Slot => slot;

    public SlotVersion Lease => lease;

    public TimeSpan LeaseFor => leaseFor;

    public ValueTask<SlotRead> AskAsync(CancellationToken cancellationToken)
    {
        var asking = inner.LeaseAsync(slot, lease, leaseFor, cancellationToken);
        if (asking.IsCompletedSuccessfully) return asking;
        _asked = asking.AsTask();
        return new ValueTask<SlotRead>(_asked);
    }

    /// <summary>Whether the lease may stand, or may come to: its answer is still out, or nobody will ever know it.</summary>
    public bool MayStand => _asked is { } asked && (!asked.IsCompleted || IsUnknown(asked));

    /// <summary>Waits for the late answer; true when the lease stands, or nobody can tell.</summary>
    public async Task<bool> StandsAsync(CancellationToken cancellationToken)
    {
        var asked = _asked!;
        await ((Task)asked).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (!asked.IsCompletedSuccessfully) return IsUnknown(asked);
        var answer = await asked.ConfigureAwait(false);
        return answer.State == SlotState.Leased && answer.Version == lease;
    }

    private static bool IsUnknown(Task asked) =>
        asked.Exception?.InnerException is TierException { Failure: TierFailure.TimedOut or TierFailure.MaybeDone };
}
