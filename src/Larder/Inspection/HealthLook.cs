using Larder.Journal;
using Larder.Pipeline;
using Larder.Tiers;

namespace Larder.Inspection;

/// <summary>How a cache does. The shared tier is asked, so that an application without visitors knows too; within the time that a command may take.</summary>
internal sealed class HealthLook(CacheParts parts, Beside beside, TimeProvider time)
{
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(2);

    public async ValueTask<CacheHealth> CheckAsync(CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        var tier = await TierAsync(reasons, cancellationToken).ConfigureAwait(false);
        var owed = parts.Tier?.OwedCount ?? 0;
        if (owed > 0) reasons.Add($"{owed} removals wait until the shared tier can be told; this process honours them already.");
        var waiting = beside.Counters?.Waiting ?? 0;
        if (waiting > 0) reasons.Add($"Additions to {waiting} counters wait until their place is back; they are shown, and lost if this process ends before.");
        var (journal, refuses) = await JournalAsync(reasons, cancellationToken).ConfigureAwait(false);
        var condition = refuses ? CacheCondition.Unhealthy : reasons.Count > 0 ? CacheCondition.Degraded : CacheCondition.Healthy;
        return new CacheHealth(condition, reasons, tier, owed, journal) { WaitingCounters = waiting };
    }

    private async ValueTask<TierReport?> TierAsync(List<string> reasons, CancellationToken cancellationToken)
    {
        if (parts.Tier is not { } tier) return null;
        var reads = await tier.ReadAsync(new[] { parts.Keys.All }, new SlotRead[1], ReadDepth.VersionOnly, cancellationToken).ConfigureAwait(false);

        // Who writes nothing does not hear that it could again. A mark that is there is left as it is.
        if (tier.Writing.IsLost && reads) await tier.EnsureAsync(new[] { parts.Keys.All }, cancellationToken).ConfigureAwait(false);
        var (reading, writing, name) = (tier.Reading, tier.Writing, tier.Traits.Name);

        // What is owed is handed on before anything is read, so a tier that takes no writes is not read meanwhile either.
        var lost = reading.IsLost ? reading : writing;
        if (!reads) reasons.Add($"The shared tier {name} does not answer: {lost.Problem ?? "removals are just being handed on."} Values are loaded from their source and kept in memory for a short time.");
        else if (writing.IsLost) reasons.Add($"The shared tier {name} can be read and takes no writes: {writing.Problem}");
        return new TierReport(name, reads, !writing.IsLost, lost.Problem, lost.IsLost ? lost.AwayFor.TotalMilliseconds : null)
        {
            ProofAgeMs = parts.Lateness.ProofAge(parts.Clock.Now, parts.BoundMs)?.TotalMilliseconds,
            LagMs = parts.Lateness.Lag?.TotalMilliseconds,
        };
    }

    private async ValueTask<(JournalReport? Report, bool Refuses)> JournalAsync(List<string> reasons, CancellationToken cancellationToken)
    {
        if (beside.Pending is not { } pending) return (null, false);
        try
        {
            await pending.CheckAsync(cancellationToken).AsTask().WaitAsync(MostTime, time, cancellationToken).ConfigureAwait(false);
            var size = await pending.MeasureAsync(cancellationToken).AsTask().WaitAsync(MostTime, time, cancellationToken).ConfigureAwait(false);
            if (size.DeadLetters > 0) reasons.Add($"{size.DeadLetters} acknowledged writes could not be applied and were put aside.");
            return (new JournalReport(size.Records, size.Bytes, size.DeadLetters, null), false);
        }
        catch (JournalRefusedException refused)
        {
            reasons.Add($"Write-behind takes no writes: {refused.Message}");
            return (new JournalReport(0, 0, 0, refused.Message), true);
        }
        catch (Exception away) when (away is TierException or TimeoutException)
        {
            reasons.Add($"The journal of write-behind does not answer: {away.Message}");
            return (new JournalReport(0, 0, 0, away.Message), false);
        }
    }
}
