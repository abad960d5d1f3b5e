using Larder.Tiers;

namespace Larder.Journal;

/// <summary>
/// One shard in this process: takes it when it is free, applies its records while it holds it, gives it back at the end. Two processes may for a
/// moment both believe that they hold it (one of them was stopped for longer than its time); the versions in the database make that harmless.
/// </summary>
/// <param name="scope">What workers share.</param>
/// <param name="shard">The shard.</param>
/// <param name="draining">The application ends: apply what is there and come to an end.</param>
internal sealed class ShardWorker(EngineScope scope, int shard, CancellationToken draining)
{
    private readonly BatchApplier _applier = new(scope, shard);
    private bool _wasHeld;
    private bool _wasUnreachable;

    private EnginePace Pace => scope.Options.Pace;

    /// <param name="ending">No time is left: everything stops at once.</param>
    public async Task RunAsync(CancellationToken ending)
    {
        var failures = 0;

        // Once at least: an application that ends right after its start has written something too.
        do
        {
            try
            {
                if (await ClaimAsync(ending).ConfigureAwait(false)) await OwnAsync(ending).ConfigureAwait(false);
                else await PassAsync(Pace.OwnFor / 3, ending).ConfigureAwait(false);
                failures = 0;
            }
            catch (JournalLostException)
            {
                // The next claim makes the shard anew; that it was lost has been told.
                Lost();
                _wasHeld = false;
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                return;
            }
            catch (OperationCanceledException)
            {
                // The shard is somebody else's now, or we are draining.
            }
            catch (Exception failure)
            {
                // Whatever it was, it must not end the worker: nobody else would apply what is acknowledged.
                Unreachable(failure);
                await PauseAsync(++failures, ending).ConfigureAwait(false);
            }
        }
        while (!draining.IsCancellationRequested);
    }

    private async ValueTask<bool> ClaimAsync(CancellationToken ending)
    {
        await scope.Journal.OpenAsync(ending).ConfigureAwait(false);
        var claim = await scope.Journal.ClaimAsync(shard, scope.Owner, Pace.OwnFor, ending).ConfigureAwait(false);
        if (claim == ClaimOutcome.Refused) return false;
        foreach (var store in scope.Stores.Values) await RaiseFloorAsync(store, ending).ConfigureAwait(false);
        if (claim == ClaimOutcome.GrantedNew && _wasHeld) Lost();
        (_wasHeld, _wasUnreachable) = (true, false);
        return true;
    }

    /// <summary>The database's largest version, before anything is applied. While it does not say, it would take nothing either.</summary>
    private async ValueTask RaiseFloorAsync(IStoreWriter store, CancellationToken ending)
    {
        try
        {
            scope.Floor.Raise(shard, await store.HighestVersionAsync(ending).ConfigureAwait(false));
        }
        catch (Exception failure) when (!ending.IsCancellationRequested)
        {
            if (!_wasUnreachable) JournalLog.Paused(scope.Logger, store.Name, shard, 0, failure.Message);
            _wasUnreachable = true;
            throw;
        }
    }

    private async Task OwnAsync(CancellationToken ending)
    {
        using var owning = CancellationTokenSource.CreateLinkedTokenSource(ending);
        var keeping = KeepAsync(owning);
        try
        {
            await ApplyAllAsync(owning.Token).ConfigureAwait(false);
        }
        finally
        {
            await owning.CancelAsync().ConfigureAwait(false);
            await keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await ReleaseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Also when no time is left: the next owner need not wait until our claim is over.</summary>
    private async ValueTask ReleaseAsync()
    {
        try
        {
            await scope.Journal.ReleaseAsync(shard, scope.Owner, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TierException failure)
        {
            Unreachable(failure);
        }
    }

    /// <summary>
    /// What was read before and is not acknowledged comes first, and is looked for again whenever nothing new came, and now and then: a server that came
    /// back without its last moments has forgotten acknowledgements, and nobody but it knows.
    /// </summary>
    private async Task ApplyAllAsync(CancellationToken owning)
    {
        var lookedAt = scope.Time.GetTimestamp();
        for (var part = ShardPart.Unacknowledged; ;)
        {
            var records = await ReadAsync(part, owning).ConfigureAwait(false);
            if (records.Count > 0) await _applier.ApplyAsync(records, owning).ConfigureAwait(false);
            else if (part == ShardPart.New && draining.IsCancellationRequested) return;
            if (records.Count > 0 && part == ShardPart.Unacknowledged) continue;
            if (part == ShardPart.Unacknowledged) lookedAt = scope.Time.GetTimestamp();
            var isDue = part == ShardPart.New && (records.Count == 0 || scope.Time.GetElapsedTime(lookedAt) >= Pace.OwnFor);
            part = isDue ? ShardPart.Unacknowledged : ShardPart.New;
        }
    }

    /// <summary>A batch: the first record is waited for, and after it a little for others, so that batches are large.</summary>
    private async ValueTask<IReadOnlyList<JournalRecord>> ReadAsync(ShardPart part, CancellationToken owning)
    {
        var read = new ShardRead(shard, scope.Owner, part, scope.Options.BatchSize, TimeSpan.Zero);
        if (part == ShardPart.Unacknowledged || draining.IsCancellationRequested) return await scope.Journal.ReadAsync(read, owning).ConfigureAwait(false);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(owning, draining);
        IReadOnlyList<JournalRecord> first;
        try
        {
            first = await scope.Journal.ReadAsync(read with { WaitFor = Pace.ReadFor }, waiting.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (draining.IsCancellationRequested && !owning.IsCancellationRequested)
        {
            // What it may have been given although it left, is there among the unacknowledged.
            return await scope.Journal.ReadAsync(read with { Part = ShardPart.Unacknowledged }, owning).ConfigureAwait(false);
        }

        if (first.Count == 0 || first.Count >= scope.Options.BatchSize) return first;
        await LingerAsync(owning).ConfigureAwait(false);
        return await ReadMoreAsync(read, first, owning).ConfigureAwait(false);
    }

    private async ValueTask<IReadOnlyList<JournalRecord>> ReadMoreAsync(ShardRead read, IReadOnlyList<JournalRecord> first, CancellationToken owning)
    {
        const int MostRecordsPerRow = 16;
        var all = new List<JournalRecord>(first);
        var names = first.Select(static record => record.Name).ToHashSet(StringComparer.Ordinal);
        while (names.Count < read.AtMost && all.Count < read.AtMost * MostRecordsPerRow)
        {
            var more = await scope.Journal.ReadAsync(read, owning).ConfigureAwait(false);
            all.AddRange(more);
            names.UnionWith(more.Select(static record => record.Name));
            if (more.Count < read.AtMost) break;
        }

        return all;
    }

    private async Task LingerAsync(CancellationToken owning)
    {
        if (scope.Options.Linger == TimeSpan.Zero) return;
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(owning, draining);
        await Task.Delay(scope.Options.Linger, scope.Time, waiting.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        owning.ThrowIfCancellationRequested();
    }

    /// <summary>Renews the claim; cancels the work when the shard is lost, and when nobody knows for as long as it lasts.</summary>
    private async Task KeepAsync(CancellationTokenSource owning)
    {
        var renewedAt = scope.Time.GetTimestamp();
        while (!owning.IsCancellationRequested)
        {
            await Task.Delay(Pace.OwnFor / 3, scope.Time, owning.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (owning.IsCancellationRequested) return;
            var startedAt = scope.Time.GetTimestamp();
            try
            {
                var claim = await scope.Journal.ClaimAsync(shard, scope.Owner, Pace.OwnFor, owning.Token).ConfigureAwait(false);
                if (claim == ClaimOutcome.GrantedNew) Lost();
                if (claim == ClaimOutcome.Refused) await owning.CancelAsync().ConfigureAwait(false);
                renewedAt = startedAt;
            }
            catch (TierException failure)
            {
                Unreachable(failure);
                if (scope.Time.GetElapsedTime(renewedAt) >= Pace.OwnFor) await owning.CancelAsync().ConfigureAwait(false);
            }
        }
    }

    private void Lost()
    {
        scope.Tally.Lost();
        if (scope.LossPace.IsDue(out _)) JournalLog.Lost(scope.Logger, shard);
        scope.Lost(shard);
    }

    private void Unreachable(Exception failure)
    {
        if (_wasUnreachable) return;
        _wasUnreachable = true;
        if (scope.OutagePace.IsDue(out _)) JournalLog.Unreachable(scope.Logger, scope.Journal.Name, failure.Message);
    }

    private async Task PauseAsync(int failures, CancellationToken ending)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ending, draining);
        await scope.Pauses.AfterAsync(failures, waiting.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task PassAsync(TimeSpan span, CancellationToken ending)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ending, draining);
        await Task.Delay(span, scope.Time, waiting.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
