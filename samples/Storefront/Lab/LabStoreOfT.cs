using Larder.Backing;
using Storefront.Store;

namespace Storefront.Lab;

/// <summary>The rows of one strategy, with a count of what the database is asked for them.</summary>
internal sealed class LabStore<TWay>(StoreDb db, LabTally<TWay> tally) : IBackingStore<int, LabRow<TWay>>
    where TWay : ILabWay
{
    private static readonly string Way = TWay.Strategy.ToString();

    public async ValueTask<LabRow<TWay>?> LoadAsync(int key, CancellationToken cancellationToken)
    {
        tally.AddRead();
        var value = await db.FindAsync<long?>("SELECT value FROM lab_rows WHERE way = @Way AND id = @key", new { Way, key }, cancellationToken);
        return value is { } known ? new LabRow<TWay>(key, known) : null;
    }

    public async ValueTask<IEnumerable<KeyValuePair<int, LabRow<TWay>>>> LoadManyAsync(IReadOnlyList<int> keys, CancellationToken cancellationToken)
    {
        List<KeyValuePair<int, LabRow<TWay>>> rows = [];
        foreach (var key in keys)
            if (await LoadAsync(key, cancellationToken) is { } row) rows.Add(KeyValuePair.Create(key, row));
        return rows;
    }

    // A write without a version is the newest; one with a version only if it is: by write-behind a batch may come twice.
    public async ValueTask WriteAsync(IReadOnlyList<StoreWrite<int, LabRow<TWay>>> writes, CancellationToken cancellationToken)
    {
        foreach (var write in writes)
        {
            tally.AddWrite();
            await db.ExecuteAsync(
                """
                INSERT INTO lab_rows (way, id, value, version) VALUES (@Way, @Key, @Value, @Version)
                ON CONFLICT (way, id) DO UPDATE SET value = excluded.value, version = excluded.version
                WHERE excluded.version = 0 OR excluded.version > version
                """,
                new { Way, write.Key, Value = write.Value?.Value ?? 0, write.Version }, cancellationToken);
        }
    }
}
