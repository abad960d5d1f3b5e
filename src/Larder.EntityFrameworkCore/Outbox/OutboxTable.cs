using System.Data.Common;
using System.Globalization;
using Larder.EntityFrameworkCore.Changes;

namespace Larder.EntityFrameworkCore.Outbox;

/// <summary>The table of the outbox, in SQL that PostgreSQL, SQLite and most others understand.</summary>
internal sealed class OutboxTable(OutboxOptions options, TimeProvider time)
{
    private string Table => options.Table.All(static character => char.IsAsciiLetterOrDigit(character) || character is '_' or '.') && options.Table.Length > 0
        ? options.Table
        : throw new InvalidOperationException($"LAR605 \"{options.Table}\" is no name for the table of the outbox. Use letters, digits, underscores and a dot.");

    /// <summary>Makes the table, if it is not there.</summary>
    public string Definition =>
        $"CREATE TABLE IF NOT EXISTS {Table} (id varchar(32) NOT NULL PRIMARY KEY, keys text NOT NULL, tags text NOT NULL, patterns text NOT NULL, created_at varchar(32) NOT NULL)";

    /// <summary>The row of what a transaction changed, in that transaction.</summary>
    /// <returns>The row's id.</returns>
    /// <exception cref="InvalidOperationException">LAR605: it could not be written; the transaction must not be committed without it.</exception>
    public async ValueTask<string> WriteAsync(ChangeSet changes, DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        var row = OutboxRow.Of(changes, time.GetUtcNow());
        await using var command = Insert(row, connection, transaction);
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DbException error)
        {
            throw NotWritten(error);
        }

        return row.Id;
    }

    /// <inheritdoc cref="WriteAsync"/>
    public string Write(ChangeSet changes, DbConnection connection, DbTransaction? transaction)
    {
        var row = OutboxRow.Of(changes, time.GetUtcNow());
        using var command = Insert(row, connection, transaction);
        try
        {
            command.ExecuteNonQuery();
        }
        catch (DbException error)
        {
            throw NotWritten(error);
        }

        return row.Id;
    }

    /// <summary>The oldest rows.</summary>
    public async ValueTask<IReadOnlyList<string>> IdsAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SELECT id FROM {Table} ORDER BY id LIMIT {Math.Max(1, options.BatchSize)}");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        List<string> ids = [];
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) ids.Add(reader.GetString(0));
        return ids;
    }

    /// <summary>These rows, for this transaction alone where the database can: what another one has taken is left out.</summary>
    public async ValueTask<IReadOnlyList<OutboxRow>> TakeAsync(IReadOnlyList<string> ids, DbTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = Command(transaction.Connection!, transaction, $"SELECT id, keys, tags, patterns FROM {Table} WHERE id IN ", ids);
        if (transaction.Connection!.GetType().Name.StartsWith("Npgsql", StringComparison.Ordinal)) command.CommandText += " FOR UPDATE SKIP LOCKED";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        List<OutboxRow> rows = [];
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            rows.Add(new OutboxRow(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3)));
        return rows;
    }

    public async ValueTask DeleteAsync(IReadOnlyList<string> ids, DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, transaction, $"DELETE FROM {Table} WHERE id IN ", ids);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private DbCommand Insert(OutboxRow row, DbConnection connection, DbTransaction? transaction)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO {Table} (id, keys, tags, patterns, created_at) VALUES (@id, @keys, @tags, @patterns, @at)";
        Add(command, "@id", row.Id);
        Add(command, "@keys", row.Keys);
        Add(command, "@tags", row.Tags);
        Add(command, "@patterns", row.Patterns);
        Add(command, "@at", time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        return command;
    }

    private static DbCommand Command(DbConnection connection, DbTransaction? transaction, string text, IReadOnlyList<string> ids)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"{text}({string.Join(", ", Enumerable.Range(0, ids.Count).Select(static at => $"@id{at}"))})";
        for (var at = 0; at < ids.Count; at++) Add(command, $"@id{at}", ids[at]);
        return command;
    }

    private static void Add(DbCommand command, string name, string value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    private InvalidOperationException NotWritten(DbException error) => new(
        $"LAR605 The row of the outbox could not be written to {Table}, so the change is not committed. Make the table with EnsureLarderOutboxAsync.", error);
}
