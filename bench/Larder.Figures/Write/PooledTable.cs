using System.Collections.Concurrent;
using Larder.Backing;

namespace Larder.Figures.Write;

/// <summary>
/// A table behind a pool. A write without a version is one statement; a guarded batch is two, however many rows it has: the versions are claimed, then
/// the rows are written, as Larder.Data does it.
/// </summary>
internal sealed class PooledTable(SimulatedPool pool) : IBackingStore<int, StockRow>
{
    private readonly ConcurrentDictionary<int, (long Version, StockRow? Row)> _rows = new();

    /// <summary>The version of a row; 0 if nothing was written.</summary>
    public long VersionOf(int key) => _rows.TryGetValue(key, out var row) ? row.Version : 0;

    public async ValueTask<StockRow?> LoadAsync(int key, CancellationToken cancellationToken)
    {
        await pool.RunAsync(1, cancellationToken);
        return _rows.TryGetValue(key, out var row) ? row.Row : null;
    }

    public async ValueTask<IEnumerable<KeyValuePair<int, StockRow>>> LoadManyAsync(IReadOnlyList<int> keys, CancellationToken cancellationToken)
    {
        await pool.RunAsync(1, cancellationToken);
        return [.. keys.Where(key => _rows.TryGetValue(key, out var row) && row.Row is not null).Select(key => KeyValuePair.Create(key, _rows[key].Row!))];
    }

    public async ValueTask WriteAsync(IReadOnlyList<StoreWrite<int, StockRow>> writes, CancellationToken cancellationToken)
    {
        await pool.RunAsync(writes[0].Version == 0 ? 1 : 2, cancellationToken);
        foreach (var write in writes)
        {
            _rows.AddOrUpdate(
                write.Key,
                static (_, one) => (one.Version, one.Value),
                static (_, held, one) => one.Version == 0 || one.Version > held.Version ? (one.Version, one.Value) : held,
                write);
        }
    }
}
