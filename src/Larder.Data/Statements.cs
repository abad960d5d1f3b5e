using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Larder.Data;

/// <summary>Runs statements on a connection.</summary>
[SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "Texts have quoted names and numbered parameters; values are parameters.")]
internal sealed class Statements(DbConnection connection, DbTransaction? transaction)
{
    public async ValueTask RunAsync(string text, IEnumerable<object?> values, CancellationToken cancellationToken)
    {
        var command = CommandOf(text, values);
        await using (command.ConfigureAwait(false)) await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<HashSet<TKey>> KeysAsync<TKey>(string text, IEnumerable<object?> values, CancellationToken cancellationToken)
    {
        var keys = new HashSet<TKey>();
        var command = CommandOf(text, values);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) keys.Add(await reader.GetFieldValueAsync<TKey>(0, cancellationToken).ConfigureAwait(false));
        }

        return keys;
    }

    public async ValueTask<long> NumberAsync(string text, CancellationToken cancellationToken)
    {
        var command = CommandOf(text, []);
        await using (command.ConfigureAwait(false))
            return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture);
    }

    private DbCommand CommandOf(string text, IEnumerable<object?> values)
    {
        var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (text, transaction);
        var number = 0;
        foreach (var value in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (TableSql.Parameter(number++), value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
