using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Storefront.Data;

/// <summary>The store's database: where it is, and counted connections to it.</summary>
internal sealed class Database(IOptions<StorefrontOptions> options, IHostEnvironment environment, TimeProvider clock)
{
    private readonly TimeSpan _latency = TimeSpan.FromMilliseconds(options.Value.DbLatencyMs);

    /// <summary>The folder of everything that the shop keeps.</summary>
    public string Directory { get; } = Path.GetFullPath(options.Value.DataDirectory, environment.ContentRootPath);

    public string File => Path.Combine(Directory, "storefront.db");

    private string ConnectionString => new SqliteConnectionStringBuilder { DataSource = File, ForeignKeys = true }.ToString();

    /// <summary>Opens a connection whose queries are counted.</summary>
    public async Task<DbConnection> OpenAsync(QueryTally tally, CancellationToken cancellationToken)
    {
        var connection = new CountedConnection(new SqliteConnection(ConnectionString), BeforeQueryAsync);
        await connection.OpenAsync(cancellationToken);
        return connection;

        ValueTask BeforeQueryAsync(CancellationToken token)
        {
            tally.Add();
            return _latency == TimeSpan.Zero ? default : new ValueTask(Task.Delay(_latency, clock, token));
        }
    }

    /// <summary>Opens a connection for filling the database: nobody's query, so it is not counted.</summary>
    public async Task<SqliteConnection> OpenForSeedAsync(CancellationToken cancellationToken)
    {
        System.IO.Directory.CreateDirectory(Directory);
        var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
