using System.Collections.Concurrent;
using Larder.Backing;

namespace Larder.Tests.Backing;

/// <summary>A table that guards its rows by version, counts its calls, and does what the test says before it answers.</summary>
internal sealed class TableStore : IBackingStore<string, Row>
{
    private readonly ConcurrentDictionary<string, (Row? Row, long Version)> _rows = new();
    private readonly Lock _gate = new();
    private long _commits;

    /// <summary>Runs before a batch is written; what it throws, the store throws.</summary>
    public Func<IReadOnlyList<StoreWrite<string, Row>>, CancellationToken, Task> Writing { get; set; } = static (_, _) => Task.CompletedTask;

    /// <summary>Runs after a batch was written, before the store answers.</summary>
    public Func<Task> Written { get; set; } = static () => Task.CompletedTask;

    /// <summary>Runs around a load: before the row is read, and after.</summary>
    public Func<Task> Loading { get; set; } = static () => Task.CompletedTask;

    /// <summary>What a load of many answers instead of what there is.</summary>
    public Func<IReadOnlyList<string>, IEnumerable<KeyValuePair<string, Row>>>? Many { get; set; }

    public int Loads { get; private set; }

    public ConcurrentQueue<IReadOnlyList<StoreWrite<string, Row>>> Batches { get; } = new();

    /// <summary>By number of a row: its place in the order of commits.</summary>
    public ConcurrentDictionary<int, long> CommittedAt { get; } = new();

    public Row? this[string id]
    {
        get => _rows.GetValueOrDefault(id).Row;
        set => _rows[id] = (value, 0);
    }

    public long VersionOf(string id) => _rows.GetValueOrDefault(id).Version;

    public ValueTask<long> HighestVersionAsync(CancellationToken cancellationToken) => new(_rows.Values.Select(static row => row.Version).DefaultIfEmpty(0).Max());

    /// <summary>A row as it was written some time ago.</summary>
    public void Put(Row row, long version) => _rows[row.Id] = (row, version);

    public void Clear()
    {
        _rows.Clear();
        CommittedAt.Clear();
    }

    public async ValueTask<Row?> LoadAsync(string key, CancellationToken cancellationToken)
    {
        Loads++;
        await Loading().ConfigureAwait(false);
        var row = this[key];
        await Loading().ConfigureAwait(false);
        return row;
    }

    public async ValueTask<IEnumerable<KeyValuePair<string, Row>>> LoadManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        Loads++;
        await Loading().ConfigureAwait(false);
        return Many?.Invoke(keys) ?? keys.Where(key => this[key] is not null).ToDictionary(static key => key, key => this[key]!);
    }

    public async ValueTask WriteAsync(IReadOnlyList<StoreWrite<string, Row>> writes, CancellationToken cancellationToken)
    {
        await Writing(writes, cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            foreach (var (key, row, version) in writes)
            {
                var commit = Interlocked.Increment(ref _commits);
                if (version != 0 && VersionOf(key) >= version) continue;
                _rows[key] = (row, version);
                if (row is not null) CommittedAt[row.Number] = version != 0 ? version : commit;
            }
        }

        Batches.Enqueue(writes);
        await Written().ConfigureAwait(false);
    }
}
