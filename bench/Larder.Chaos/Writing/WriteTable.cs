using Larder.Backing;
using Larder.Data;
using Npgsql;

namespace Larder.Chaos.Writing;

/// <summary>The table in the database, with a trigger that writes down each change, and the store in front of it.</summary>
internal sealed class WriteTable(NpgsqlDataSource database, WorkerHang hang) : IBackingStore<string, WriteRow>
{
    private static readonly GuardedTable<string, WriteRow> Table = new("rows", "id", new TableColumn<WriteRow>("number", static row => row.Number));

    public static string Schema =>
        $"""
        CREATE TABLE rows (id text NOT NULL PRIMARY KEY, number integer NOT NULL);
        CREATE TABLE changes (at bigserial PRIMARY KEY, id text NOT NULL, number integer);
        {Table.VersionsTableSql("text")};
        CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'DELETE' THEN INSERT INTO changes (id, number) VALUES (OLD.id, NULL); RETURN OLD; END IF;
          INSERT INTO changes (id, number) VALUES (NEW.id, NEW.number);
          RETURN NEW;
        END $$;
        CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON rows FOR EACH ROW EXECUTE FUNCTION note();
        """;

    public async ValueTask<WriteRow?> LoadAsync(string key, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT number FROM rows WHERE id = @id");
        command.Parameters.AddWithValue("id", key);
        return await command.ExecuteScalarAsync(cancellationToken) is int number ? new WriteRow(key, number) : null;
    }

    public async ValueTask<IEnumerable<KeyValuePair<string, WriteRow>>> LoadManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, WriteRow>();
        foreach (var key in keys)
            if (await LoadAsync(key, cancellationToken) is { } row) rows[key] = row;
        return rows;
    }

    public async ValueTask WriteAsync(IReadOnlyList<StoreWrite<string, WriteRow>> writes, CancellationToken cancellationToken)
    {
        await hang.AtAsync(WriteFault.AfterRead);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await Table.WriteAsync(connection, writes, cancellationToken);
        await hang.AtAsync(WriteFault.AfterCommit);
    }

    public async ValueTask<long> HighestVersionAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await Table.HighestVersionAsync(connection, cancellationToken);
    }
}
