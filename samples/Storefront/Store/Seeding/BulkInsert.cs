using Microsoft.Data.Sqlite;

namespace Storefront.Store.Seeding;

/// <summary>One prepared insert that runs for many rows.</summary>
internal sealed class BulkInsert : IDisposable
{
    private readonly SqliteCommand _command;

    public BulkInsert(SqliteConnection connection, SqliteTransaction transaction, string table, params ReadOnlySpan<string> columns)
    {
        _command = connection.CreateCommand();
        _command.Transaction = transaction;
        foreach (var column in columns)
            _command.Parameters.Add(new SqliteParameter { ParameterName = "@" + column });

        _command.CommandText =
            $"INSERT INTO {table} ({string.Join(", ", columns!)}) VALUES ({string.Join(", ", _command.Parameters.Cast<SqliteParameter>().Select(p => p.ParameterName))})";
        _command.Prepare();
    }

    public void Row(params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
            _command.Parameters[i].Value = values[i] ?? DBNull.Value;

        _command.ExecuteNonQuery();
    }

    public void Dispose() => _command.Dispose();
}
