namespace Larder.Journal;

/// <summary>
/// Brings a batch into the database, whatever it takes: waits while the database is away, and finds by halving which write it refuses. What it
/// applied is acknowledged at once, so that nothing is done twice without need. Ends with an exception only when it must stop, or the journal fails.
/// </summary>
internal sealed class BatchApplier(EngineScope scope, int shard)
{
    private bool _isPaused;

    public async Task ApplyAsync(IEnumerable<JournalRecord> records, CancellationToken cancellationToken)
    {
        var readable = new Dictionary<IStoreWriter, List<KeyWrites>>();
        foreach (var writes in KeyWrites.Coalesce(records))
        {
            if (await ReadAsync(writes, cancellationToken).ConfigureAwait(false) is not { } store) continue;
            if (!readable.TryGetValue(store, out var batch)) readable[store] = batch = [];
            batch.Add(writes);
        }

        foreach (var (store, batch) in readable) await ApplyAsync(store, batch, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Understands the newest that can be; what can't is put aside, never dropped.</summary>
    private async ValueTask<IStoreWriter?> ReadAsync(KeyWrites writes, CancellationToken cancellationToken)
    {
        do
        {
            var record = writes.Records[^1];
            var problem = "Its format is unknown: another version wrote it, or another program.";
            if (JournalBody.TryRead(record.Body, out var body) && record.Name.Length > 0)
            {
                if (!scope.Stores.TryGetValue(body.Store, out var store)) problem = "This application has no store of that name.";
                else if ((writes.Newest = store.Read(record, body, out problem)) is not null) return store;
            }

            await BuryAsync(body.Store ?? "", record, problem, cancellationToken).ConfigureAwait(false);
        }
        while (writes.DropNewest());
        return null;
    }

    private async Task ApplyAsync(IStoreWriter store, List<KeyWrites> batch, CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            if (await TryAsync(store, batch, cancellationToken).ConfigureAwait(false) is not { } failure) return;
            if (store.IsPassing(failure))
            {
                Pause(store, batch.Count, failure);
                await scope.Pauses.AfterAsync(failures, cancellationToken).ConfigureAwait(false);
            }
            else if (batch.Count > 1)
            {
                var half = batch.Count / 2;
                await ApplyAsync(store, batch[..half], cancellationToken).ConfigureAwait(false);
                await ApplyAsync(store, batch[half..], cancellationToken).ConfigureAwait(false);
                return;
            }
            else if (++batch[0].Tries < scope.Options.MaxTries)
            {
                await scope.Pauses.AfterAsync(batch[0].Tries, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await GiveUpAsync(store, batch[0], failure, cancellationToken).ConfigureAwait(false);
                return;
            }
        }
    }

    /// <summary>Null when it was applied and acknowledged.</summary>
    private async Task<Exception?> TryAsync(IStoreWriter store, List<KeyWrites> batch, CancellationToken cancellationToken)
    {
        try
        {
            await store.ApplyAsync([.. batch.Select(static writes => writes.Newest!)], cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            scope.Tally.Failed();
            return failure;
        }

        JournalRecord[] records = [.. batch.SelectMany(static writes => writes.Records)];
        await scope.Journal.AcknowledgeAsync(shard, records, cancellationToken).ConfigureAwait(false);
        scope.Tally.Applied(batch.Count, records.Length);
        if (!_isPaused) return null;
        _isPaused = false;
        JournalLog.Resumed(scope.Logger, store.Name, shard);
        return null;
    }

    /// <summary>The newest goes aside; what it had superseded was acknowledged too, and comes into its own.</summary>
    private async Task GiveUpAsync(IStoreWriter store, KeyWrites writes, Exception failure, CancellationToken cancellationToken)
    {
        await BuryAsync(store.Name, writes.Records[^1], $"{failure.GetType().Name}: {failure.Message}", cancellationToken).ConfigureAwait(false);
        if (!writes.DropNewest() || await ReadAsync(writes, cancellationToken).ConfigureAwait(false) is not { } next) return;
        await ApplyAsync(next, [writes], cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask BuryAsync(string store, JournalRecord record, string reason, CancellationToken cancellationToken)
    {
        await scope.Journal.BuryAsync(shard, record, reason, cancellationToken).ConfigureAwait(false);
        scope.Tally.Buried();
        JournalLog.Buried(scope.Logger, store, record.Name, reason);
    }

    private void Pause(IStoreWriter store, int rows, Exception failure)
    {
        if (_isPaused) return;
        _isPaused = true;
        JournalLog.Paused(scope.Logger, store.Name, shard, rows, failure.Message);
    }
}
