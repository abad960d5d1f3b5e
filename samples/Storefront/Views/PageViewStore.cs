using Dapper;
using Larder.Backing;
using Storefront.Store;

namespace Storefront.Views;

/// <summary>
/// The table of views, behind the cache by write-behind. A count only grows, so the larger one is the newer, whatever came first: a write that comes twice or
/// late changes nothing. These queries are no visitor's and are not counted.
/// </summary>
internal sealed class PageViewStore(Database database) : IBackingStore<string, PageViews>
{
    private const string Keep =
        "INSERT INTO page_views (page, views) VALUES (@Page, @Count) ON CONFLICT (page) DO UPDATE SET views = max(views, excluded.views)";

    public async ValueTask<PageViews?> LoadAsync(string key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenUncountedAsync(cancellationToken);
        var count = await connection.QuerySingleOrDefaultAsync<long?>("SELECT views FROM page_views WHERE page = @key", new { key });
        return count is { } known ? new PageViews(key, known) : null;
    }

    public async ValueTask<IEnumerable<KeyValuePair<string, PageViews>>> LoadManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenUncountedAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Page, long Count)>("SELECT page, views FROM page_views WHERE page IN @keys", new { keys });
        return rows.Select(static row => KeyValuePair.Create(row.Page, new PageViews(row.Page, row.Count)));
    }

    public async ValueTask WriteAsync(IReadOnlyList<StoreWrite<string, PageViews>> writes, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenUncountedAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(Keep, writes.Select(static write => write.Value).OfType<PageViews>(), transaction);
        await connection.ExecuteAsync(
            "DELETE FROM page_views WHERE page = @Key", writes.Where(static write => write.IsDelete).Select(static write => new { write.Key }), transaction);
        await transaction.CommitAsync(cancellationToken);
    }
}
