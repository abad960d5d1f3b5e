using Larder.Validity;

namespace Larder.Tiers;

/// <summary>
/// Adds removals by prefix to the log that the mark of a whole cache holds: read it, replace it if nobody else did meanwhile, else once more.
/// </summary>
internal sealed class PrefixRemovals(ISharedTier tier, TierLane reading, TierLane writing, Slot all)
{
    /// <summary>Each attempt that fails is one that another process made; so many in a row say that something is wrong.</summary>
    private const int MaxAttempts = 1_000;

    private readonly VersionSource _versions = new();

    /// <summary>False when it did not get through.</summary>
    public async ValueTask<bool> AddAsync(string prefix, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var read = await reading.RunAsync((tier, all), ReadAsync, cancellationToken).ConfigureAwait(false);
            if (!read.Reached) return false;
            var added = await writing.RunAsync(
                (tier, all, read.Result, prefix, next: _versions.Next()),
                static (call, token) => AddAsync(call.tier, call.all, call.Result, call.prefix, call.next, token), cancellationToken)
                .ConfigureAwait(false);
            if (!added.Reached) return false;
            if (added.Result) return true;
        }

        return false;
    }

    private static async ValueTask<SlotRead> ReadAsync((ISharedTier Tier, Slot All) call, CancellationToken cancellationToken)
    {
        var answers = new SlotRead[1];
        await call.Tier.ReadAsync(new[] { call.All }, answers, ReadDepth.Whole, cancellationToken).ConfigureAwait(false);
        return answers[0];
    }

    /// <summary>Where nothing is known of the cache, or nothing that can be understood, all of it is removed: that holds for the prefix too.</summary>
    private static async ValueTask<bool> AddAsync(
        ISharedTier tier, Slot all, SlotRead held, string prefix, SlotVersion next, CancellationToken cancellationToken)
    {
        if (held.State != SlotState.Held)
        {
            await tier.RenewAsync(new[] { all }, Renewal.Always, new SlotVersion[1], cancellationToken).ConfigureAwait(false);
            return true;
        }

        var log = RemovalLog.Read(held.Version, held.Body.Span).With(prefix);
        var answer = await tier.ReplaceAsync(
            all, held.Version, SlotWrite.Entry(next, log.ToBytes(), expiration: null), cancellationToken).ConfigureAwait(false);
        return answer.Outcome == ReplaceOutcome.Done;
    }
}
