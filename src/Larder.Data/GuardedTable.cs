using System.Data;
using System.Data.Common;
using Larder.Backing;

namespace Larder.Data;

/// <summary>
/// Saves and deletes rows of one table as write-behind needs it: a batch in one transaction and few statements, and of each key only what is newer than
/// what was applied before, also when the same batch comes twice, in two processes, or late. For PostgreSQL and SQLite 3.35 or later, over any ADO.NET
/// provider. Beside the table it needs another one, which <see cref="VersionsTableSql"/> makes. One instance for all; safe for any number of callers.
/// </summary>
/// <typeparam name="TKey">The primary key, of one column.</typeparam>
/// <typeparam name="TValue">The row.</typeparam>
public sealed class GuardedTable<TKey, TValue>
    where TKey : notnull
    where TValue : class
{
    /// <summary>Of each statement; SQLite takes 32,766, PostgreSQL twice as many.</summary>
    private const int MostParameters = 30_000;

    private readonly TableSql _sql;
    private readonly TableColumn<TValue>[] _columns;

    /// <summary>A table.</summary>
    /// <param name="table">Its name, with its schema before a dot if it has one.</param>
    /// <param name="key">The column of the primary key.</param>
    /// <param name="columns">All columns that are written, but for the key.</param>
    public GuardedTable(string table, string key, params TableColumn<TValue>[] columns)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(table);
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        ArgumentNullException.ThrowIfNull(columns);
        _columns = [.. columns];
        _sql = new TableSql(table, key, [.. columns.Select(static column => column.Name)]);
    }

    /// <summary>The statement that makes the table of versions, named as the table with <c>_versions</c> behind it, if it is not there.</summary>
    /// <param name="keyType">The type of the key's column: <c>integer</c>, <c>text</c>, <c>uuid</c>.</param>
    public string VersionsTableSql(string keyType) => _sql.CreateVersions(keyType);

    /// <summary>Applies a batch in a transaction of its own. The connection is opened if it is not, and then closed again.</summary>
    /// <exception cref="DbException">The database refuses: nothing of the batch was applied.</exception>
    public async ValueTask WriteAsync(DbConnection connection, IReadOnlyList<StoreWrite<TKey, TValue>> writes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var isOurs = connection.State == ConnectionState.Closed;
        if (isOurs) await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                await WriteAsync(transaction, writes, cancellationToken).ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            if (isOurs) await connection.CloseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Applies a batch in the caller's transaction, which he commits.</summary>
    public async ValueTask WriteAsync(DbTransaction transaction, IReadOnlyList<StoreWrite<TKey, TValue>> writes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(writes);
        var statements = new Statements(transaction.Connection!, transaction);

        // In the order of their keys: two batches that meet wait for each other, and not each for the other.
        var ordered = writes.OrderBy(static write => write.Key, Comparer<TKey>.Create(Compare)).ToArray();
        var accepted = await ClaimAsync(statements, ordered, cancellationToken).ConfigureAwait(false);
        foreach (var rows in accepted.Where(static write => !write.IsDelete).Chunk(MostParameters / (1 + _columns.Length)))
            await statements.RunAsync(_sql.Upsert(rows.Length), rows.SelectMany(ValuesOf), cancellationToken).ConfigureAwait(false);
        foreach (var rows in accepted.Where(static write => write.IsDelete).Chunk(MostParameters))
            await statements.RunAsync(_sql.Delete(rows.Length), rows.Select(static write => (object?)write.Key), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The largest version in the table of versions, for <see cref="IBackingStore{TKey,TValue}.HighestVersionAsync"/>.</summary>
    public async ValueTask<long> HighestVersionAsync(DbConnection connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var isOurs = connection.State == ConnectionState.Closed;
        if (isOurs) await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await new Statements(connection, null).NumberAsync(_sql.Highest, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (isOurs) await connection.CloseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Those writes that are newer than what the table has. The rows of versions stay locked until the end of the transaction.</summary>
    private async ValueTask<List<StoreWrite<TKey, TValue>>> ClaimAsync(
        Statements statements, StoreWrite<TKey, TValue>[] ordered, CancellationToken cancellationToken)
    {
        var accepted = new List<StoreWrite<TKey, TValue>>(ordered.Length);
        foreach (var some in ordered.Where(static write => write.Version != 0).Chunk(MostParameters / 2))
        {
            var keys = await statements.KeysAsync<TKey>(
                _sql.Claim(some.Length), some.SelectMany(static write => new object?[] { write.Key, write.Version }), cancellationToken).ConfigureAwait(false);
            accepted.AddRange(some.Where(write => keys.Contains(write.Key)));
        }

        foreach (var some in ordered.Where(static write => write.Version == 0).Chunk(MostParameters / 2))
        {
            await statements.RunAsync(_sql.Renew(some.Length), some.SelectMany(static write => new object?[] { write.Key, 1L }), cancellationToken).ConfigureAwait(false);
            accepted.AddRange(some);
        }

        return accepted;
    }

    private IEnumerable<object?> ValuesOf(StoreWrite<TKey, TValue> write)
    {
        yield return write.Key;
        foreach (var column in _columns) yield return column.Value(write.Value!);
    }

    // Texts by their signs, whatever the culture: every process must have the same order.
    private static int Compare(TKey left, TKey right) =>
        left is string text ? string.CompareOrdinal(text, right as string) : Comparer<TKey>.Default.Compare(left, right);
}
