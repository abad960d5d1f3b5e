using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Storefront.Gates;
using Storefront.Settings;

namespace Storefront.Store;

/// <summary>The store's database: where it is, and counted connections to it.</summary>
internal sealed class Database
{
    private readonly Delay _delay;
    private readonly TimeProvider _clock;
    private readonly Gate _gate;
    private readonly string _connectionString;
    private readonly string _uncountedConnectionString;

    public Database(IOptions<StorefrontOptions> options, IHostEnvironment environment, TimeProvider clock, ShopGates gates)
    {
        _gate = gates.Database;
        _delay = gates.DatabaseDelay;
        _clock = clock;
        File = Path.Combine(Path.GetFullPath(options.Value.DataDirectory, environment.ContentRootPath), "storefront.db");
        _connectionString = new SqliteConnectionStringBuilder { DataSource = File, ForeignKeys = true }.ToString();
        _uncountedConnectionString = new SqliteConnectionStringBuilder { DataSource = File, Pooling = false, DefaultTimeout = 1 }.ToString();
    }

    public string File { get; }

    /// <summary>The simulated delay of each query, in milliseconds.</summary>
    public double DelayMs => _delay.Milliseconds;

    /// <summary>Opens a connection whose queries are counted.</summary>
    public async Task<DbConnection> OpenAsync(QueryTally tally, CancellationToken cancellationToken)
    {
        var connection = new CountedConnection(new SqliteConnection(_connectionString), BeforeQueryAsync);
        await connection.OpenAsync(cancellationToken);
        return connection;

        ValueTask BeforeQueryAsync(CancellationToken token)
        {
            if (!_gate.IsOpen) return RefuseAsync(token);
            tally.Add();
            return _delay.Milliseconds is > 0 and var ms ? new ValueTask(Task.Delay(TimeSpan.FromMilliseconds(ms), _clock, token)) : default;
        }
    }

    private async ValueTask RefuseAsync(CancellationToken cancellationToken)
    {
        if (!await _gate.PassAsync(cancellationToken)) throw new GateClosedException();
    }

    /// <summary>
    /// Opens a connection for the work around the start, which is no visitor's and is not counted. It waits a second for a lock: who fills the
    /// database wants to say that it waits.
    /// </summary>
    public async Task<SqliteConnection> OpenUncountedAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        var connection = new SqliteConnection(_uncountedConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
