using System.Data.Common;
using Dapper;

namespace Storefront.Store;

/// <summary>
/// The database as one request sees it: each call is one query on a pooled connection, and goes on the request's tally. It holds nothing open,
/// so a load that outlives its request may go on using it.
/// </summary>
internal sealed class StoreDb(Database database, QueryTally tally, TimeProvider clock)
{
    public Task<T?> FindAsync<T>(string sql, object? parameters, CancellationToken cancellationToken) =>
        AskAsync(static (connection, command) => connection.QuerySingleOrDefaultAsync<T?>(command), sql, parameters, cancellationToken);

    public Task<T> GetAsync<T>(string sql, object? parameters, CancellationToken cancellationToken) =>
        AskAsync(static (connection, command) => connection.QuerySingleAsync<T>(command), sql, parameters, cancellationToken);

    public Task<List<T>> ListAsync<T>(string sql, object? parameters, CancellationToken cancellationToken) =>
        AskAsync(
            static async (connection, command) => (await connection.QueryAsync<T>(command)).AsList(), sql, parameters, cancellationToken);

    public Task<int> ExecuteAsync(string sql, object? parameters, CancellationToken cancellationToken) =>
        AskAsync(static (connection, command) => connection.ExecuteAsync(command), sql, parameters, cancellationToken);

    private async Task<T> AskAsync<T>(
        Func<DbConnection, CommandDefinition, Task<T>> ask, string sql, object? parameters, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        try
        {
            await using var connection = await database.OpenAsync(tally, cancellationToken);
            return await ask(connection, new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        }
        finally
        {
            tally.AddTime(clock.GetElapsedTime(started));
        }
    }
}
