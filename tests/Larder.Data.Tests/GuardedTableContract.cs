using System.Data.Common;
using Dapper;
using Larder.Backing;

namespace Larder.Data.Tests;

/// <summary>What must hold of guarded tables in every database.</summary>
public abstract class GuardedTableContract
{
    private static readonly GuardedTable<int, Product> Table = new(
        "products", "id", new TableColumn<Product>("name", static row => row.Name), new TableColumn<Product>("price", static row => row.Price));

    [Fact]
    public async Task Rows_are_inserted_overwritten_and_deleted_in_one_batch()
    {
        await using var connection = await MadeAsync();
        await WriteAsync(connection, Save(1, 10, "a"), Save(2, 11, null), Save(3, 12, "c"));

        await WriteAsync(connection, Save(1, 20, "b"), Delete(3, 21), Delete(4, 22), Save(5, 23, "e"));

        Assert.Equal(["1 b 20", "2  11", "5 e 23"], await RowsAsync(connection));
    }

    [Fact]
    public async Task A_write_that_comes_late_or_twice_changes_nothing()
    {
        await using var connection = await MadeAsync();
        await WriteAsync(connection, Save(1, 20, "new"));

        await WriteAsync(connection, Save(1, 10, "old"));
        await WriteAsync(connection, Save(1, 20, "twice"));
        await WriteAsync(connection, Delete(1, 15));

        Assert.Equal(["1 new 20"], await RowsAsync(connection));
    }

    [Fact]
    public async Task What_was_deleted_is_not_brought_back_by_a_save_from_before()
    {
        await using var connection = await MadeAsync();
        await WriteAsync(connection, Save(1, 10, "a"));
        await WriteAsync(connection, Delete(1, 20));

        await WriteAsync(connection, Save(1, 15, "late"));
        Assert.Empty(await RowsAsync(connection));

        await WriteAsync(connection, Save(1, 21, "again"));
        Assert.Equal(["1 again 21"], await RowsAsync(connection));
    }

    [Fact]
    public async Task A_write_without_a_version_is_the_newest()
    {
        await using var connection = await MadeAsync();
        await WriteAsync(connection, Save(1, 20, "a"));

        await WriteAsync(connection, new StoreWrite<int, Product>(1, new Product(1, "through", 0), 0));
        Assert.Equal(["1 through 0"], await RowsAsync(connection));
        await WriteAsync(connection, Save(1, 20, "twice"));
        Assert.Equal(["1 through 0"], await RowsAsync(connection));
        await WriteAsync(connection, new StoreWrite<int, Product>(1, null, 0));
        await WriteAsync(connection, Save(1, 21, "late"));

        Assert.Empty(await RowsAsync(connection));
        await WriteAsync(connection, Save(1, 30, "later"));
        Assert.Equal(["1 later 30"], await RowsAsync(connection));
    }

    [Fact]
    public async Task A_batch_is_applied_whole_or_not_at_all()
    {
        await using var connection = await MadeAsync();
        await connection.ExecuteAsync("CREATE UNIQUE INDEX only_once ON products (name)");

        await Assert.ThrowsAnyAsync<DbException>(() => WriteAsync(connection, Save(1, 10, "same"), Save(2, 11, "same")));

        Assert.Empty(await RowsAsync(connection));
        await WriteAsync(connection, Save(1, 10, "same"));
        Assert.Equal(["1 same 10"], await RowsAsync(connection));
    }

    [Fact]
    public async Task Large_batches_are_divided()
    {
        await using var connection = await MadeAsync();

        await WriteAsync(connection, [.. Enumerable.Range(1, 25_000).Select(static id => Save(id, id, $"{id}"))]);

        Assert.Equal(25_000, await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM products"));
        Assert.Equal(25_000, await Table.HighestVersionAsync(connection));
    }

    [Fact]
    public async Task The_same_batch_in_two_transactions_at_once_ends_as_if_it_came_once()
    {
        await using var connection = await MadeAsync();
        StoreWrite<int, Product>[] older = [.. Enumerable.Range(1, 200).Select(static id => Save(id, 1_000 + id, "older"))];
        StoreWrite<int, Product>[] newer = [.. Enumerable.Range(1, 200).Reverse().Select(static id => id % 3 == 0 ? Delete(id, 2_000 + id) : Save(id, 2_000 + id, "newer"))];

        await Task.WhenAll(Enumerable.Range(0, 12).Select(async number =>
        {
            await using var other = Open();
            await WriteAsync(other, number % 2 == 0 ? older : newer);
        }));

        var rows = await RowsAsync(connection);
        Assert.Equal(200 - (200 / 3), rows.Count);
        Assert.All(rows, static row => Assert.Contains("newer", row, StringComparison.Ordinal));
    }

    private protected abstract DbConnection Open();

    private protected virtual Task WriteAsync(DbConnection connection, params StoreWrite<int, Product>[] writes) => Table.WriteAsync(connection, writes).AsTask();

    private static StoreWrite<int, Product> Save(int id, long version, string? name) => new(id, new Product(id, name, version), version);

    private static StoreWrite<int, Product> Delete(int id, long version) => new(id, null, version);

    private async Task<DbConnection> MadeAsync()
    {
        var connection = Open();
        await connection.OpenAsync();
        await connection.ExecuteAsync("DROP TABLE IF EXISTS products");
        await connection.ExecuteAsync("DROP TABLE IF EXISTS products_versions");
        await connection.ExecuteAsync("CREATE TABLE products (id integer NOT NULL PRIMARY KEY, name text, price bigint NOT NULL)");
        await connection.ExecuteAsync(Table.VersionsTableSql("integer"));
        return connection;
    }

    private static async Task<List<string>> RowsAsync(DbConnection connection)
    {
        var rows = new List<string>();
        await using var reader = await connection.ExecuteReaderAsync("SELECT id, name, price FROM products ORDER BY id");
        while (await reader.ReadAsync()) rows.Add($"{reader.GetInt32(0)} {(reader.IsDBNull(1) ? "" : reader.GetString(1))} {reader.GetInt64(2)}");
        return rows;
    }
}
