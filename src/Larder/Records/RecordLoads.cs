using Larder.Loading;
using Larder.Pipeline;
using Larder.Tiers;

namespace Larder.Records;

/// <summary>Runs loaders under the bulkhead and the lease.</summary>
internal sealed class RecordLoads(RecordParts parts, RecordRights? rights)
{
    /// <summary>What the loader brings; if it fails, the right to load goes back.</summary>
    public async ValueTask<RecordDraft> RunAsync<T>(Flight<RecordState> flight, string key, RecordFound found, RecordCall<T> call)
        where T : class => (await LoadAsync(flight, key, found, call).ConfigureAwait(false)).Draft;

    /// <summary>The same with the loaded row itself.</summary>
    public async ValueTask<(T? Row, RecordDraft Draft)> LoadAsync<T>(Flight<RecordState> flight, string key, RecordFound found, RecordCall<T> call)
        where T : class
    {
        flight.Reason = found.Reason;
        flight.Pins = found.Marks.AreComplete ? found.Marks.Pins : null;
        var startedAt = parts.Cache.Clock.Time.GetTimestamp();
        try
        {
            await using var keeper = KeeperOf(found.Right);
            var terms = new LoadTerms($"\"{key}\"", call.Pass, parts.Policy.LoadTimeout, flight.Abandoned);
            var row = await parts.Cache.Loads.RunAsync(terms, call, static (call, token) => call.Load(token)).ConfigureAwait(false);
            var time = parts.Cache.Clock.Time.GetElapsedTime(startedAt);
            parts.Cache.Events.Loaded(time);
            var draft = RecordDraft.Of(parts.Definition.Shape, call.Plan, row, found.Seen, time);
            return (row, draft with { IsPrivate = terms.Load.IsPrivate });
        }
        catch (Exception error)
        {
            if (!flight.Abandoned.IsCancellationRequested) parts.Cache.Events.LoadFailed(parts.Cache.Clock.Time.GetElapsedTime(startedAt), error);
            if (rights is not null) await rights.ReleaseAsync(found.Right).ConfigureAwait(false);
            throw;
        }
    }

    private LeaseKeeper? KeeperOf(RecordRight? right) => right is { IsOwn: true }
        ? new LeaseKeeper((span, _) => ExtendAsync(right, span), parts.Cache.Options.LeaseFor, parts.Cache.Clock.Time)
        : null;

    private async ValueTask<bool> ExtendAsync(RecordRight right, TimeSpan span)
    {
        var extended = await parts.Shared!.LeaseAsync(right.Slot, new RecordLease(right.Version, right.Version, span)).ConfigureAwait(false);
        return !extended.Reached || (extended.Result.State == SlotState.Leased && extended.Result.Version == right.Version);
    }
}
